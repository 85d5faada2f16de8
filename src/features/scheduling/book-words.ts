import type { Engagement, Participant } from '../../../server/features/engagements/contract.ts';
import type { Relaxation } from '../../../server/features/scheduling/contract.ts';
import { roleWords } from '../../components/session-words.ts';

export interface InvitedPerson {
  id: string;
  name: string;
  /** "Coach, kit@example.com, optional". */
  under: string;
}

/** Who gets an invitation, and what is different for one of them. */
export const whoIsInvited = (people: readonly Participant[], relax: readonly Relaxation[]): InvitedPerson[] =>
  people.map(({ id, displayName, role, email, inTenant }) => {
    const optional = relax.some((one) => one.type === 'optional' && one.personId === id);
    const confirms = relax.some((one) => one.type === 'unconfirmed' && one.personId === id);
    const words = [roleWords[role], inTenant ? null : email, optional ? 'optional' : null, confirms ? 'is asked to confirm' : null];
    return { id, name: displayName, under: words.filter((word) => word !== null).join(', ') };
  });

/** What pressing the button does, in the fewest sentences. */
export function bookHints({ engagement, relax, moving, asks = false }: { engagement: Pick<Engagement, 'neutralSubject' | 'participants'>; relax: readonly Relaxation[]; moving: boolean; asks?: boolean }): string[] {
  const hints: string[] = [];
  // A coach who is asked and agrees has confirmed by that.
  const proposed = engagement.participants.filter(({ id, role }) => !(asks && role === 'coach') && relax.some((one) => one.type === 'unconfirmed' && one.personId === id));
  if (asks) hints.push('The coach is asked first. Without an answer in time, the session stays as it is.');
  if (moving) hints.push('The same meeting moves: everybody gets one update, and the Teams link stays.');
  else hints.push('One invitation with a Teams link goes to everybody.');
  if (engagement.neutralSubject) hints.push('Calendars show “Meeting”, nothing about coaching.');
  for (const { displayName } of proposed) hints.push(`It counts as proposed until ${displayName} accepts.`);
  return hints;
}

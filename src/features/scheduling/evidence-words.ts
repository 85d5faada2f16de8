import type { Participant } from '../../../server/features/engagements/contract.ts';
import type { CalendarRead, SessionKind, Slot } from '../../../server/features/scheduling/contract.ts';
import { zoneName } from '../../components/time.ts';

/** Who takes part in a session of a kind: the sponsor only in a three-way one. */
export const invitedTo = (kind: SessionKind, participants: readonly Participant[]): Participant[] =>
  participants.filter(({ role }) => role !== 'sponsor' || kind === 'three-way');

/** What had to be assumed about a person's time, in sentences; nothing assumed is nothing said. */
export function calendarHints({ source, zone, zoneAssumed, hoursAssumed }: CalendarRead): string[] {
  const hints: string[] = [];
  if (hoursAssumed && source !== 'unknown') hints.push('Working hours are not published: Monday to Friday, 9 to 17, is assumed.');
  if (zoneAssumed) hints.push(`Time zone not known: ${zoneName(zone)} time is assumed.`);
  return hints;
}

const stateWords: Record<Slot['evidence'][number]['state'], string> = {
  free: 'free',
  tentative: 'tentative',
  workingElsewhere: 'working elsewhere',
  unknown: 'to be confirmed',
  'not-asked': 'optional',
};

/** "free", or where the doubt is. */
export const evidenceWord = (state: Slot['evidence'][number]['state']): string => stateWords[state];

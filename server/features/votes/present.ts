import { may } from '../../access/policies.ts';
import type { EngagementScope } from '../../access/scope.ts';
import type { CoachVote, Vote, VoteSlot } from './contract.ts';
import { isInvited } from '../scheduling/service.ts';
import type { VoteRow } from './store.ts';

type Person = VoteRow['people'][number];

/** Whose answers count, and who has to be able to come. */
export function votersOf(vote: Pick<VoteRow, 'people' | 'kind' | 'relaxed'>): { person: Person; required: boolean }[] {
  const optional = new Set(vote.relaxed.flatMap((one) => (one.type === 'optional' ? [one.personId] : [])));
  return vote.people.filter((person) => isInvited(vote.kind, person.role)).map((person) => ({ person, required: !optional.has(person.id) }));
}

/** True when a person has answered every time that can still be chosen. */
export const hasAnswered = (vote: VoteRow, personId: string): boolean =>
  vote.slots.every((slot) => slot.taken || slot.answers.some((one) => one.person_id === personId));

const iso = (at: Date | string): string => new Date(at).toISOString();

const isOpen = (vote: VoteRow, now: Date): boolean => vote.state === 'open' && vote.status === 'active' && new Date(vote.deadline) > now;

function standing(vote: VoteRow, now: Date): string {
  switch (vote.state) {
    case 'decided': return 'A time is found and booked.';
    case 'nothing': return 'None of these times suits everybody who has to come. Look for other times, or ask about a longer window.';
    case 'cancelled': return 'This vote was called off.';
    case 'ended': return 'The engagement does not run at the moment, so nothing is booked.';
    case 'open': return new Date(vote.deadline) > now ? 'The time is booked as soon as it is clear which one suits best.' : 'The answers are in. The time is being booked.';
  }
}

const slotsFor = (vote: VoteRow, personId: string): VoteSlot[] =>
  vote.slots.map((slot) => ({
    id: slot.id,
    start: iso(slot.starts_at),
    end: iso(slot.ends_at),
    mine: slot.answers.find((one) => one.person_id === personId)?.answer ?? null,
    chosen: slot.id === vote.slot_id,
    taken: slot.taken,
  }));

const shared = (vote: VoteRow, personId: string, now: Date) => ({
  id: vote.id,
  kind: vote.kind,
  minutes: (Date.parse(vote.slots[0]!.ends_at) - Date.parse(vote.slots[0]!.starts_at)) / 60_000,
  state: vote.state,
  standing: standing(vote, now),
  deadline: iso(vote.deadline),
  askedBy: vote.asked_by_name,
  slots: slotsFor(vote, personId),
});

/** A vote for one viewer: their own answers, and of the others only whether they have answered. */
export function presentVote(vote: VoteRow, scope: Pick<EngagementScope, 'role' | 'programmeLead' | 'personId' | 'status'>, now: Date): Vote {
  const voters = votersOf(vote);
  const book = may(scope, 'book', scope.status);
  const unsent = vote.mail === 'not-sent' || vote.mail === 'waiting' || (vote.mail === 'sending' && now.getTime() - new Date(vote.mail_at!).getTime() > 60_000);
  return {
    ...shared(vote, scope.personId, now),
    engagementId: vote.engagement_id,
    voters: voters.map(({ person, required }) => ({
      personId: person.id, displayName: person.display_name, role: person.role, required, answered: hasAnswered(vote, person.id),
    })),
    holds: vote.holds,
    mail: vote.mail === 'none' ? 'none' : unsent ? 'not-sent' : 'sent',
    sessionId: vote.state === 'decided' ? vote.session_id : null,
    can: {
      answer: isOpen(vote, now) && voters.some(({ person }) => person.id === scope.personId),
      cancel: vote.state === 'open' && book,
      mail: vote.state === 'open' && book && unsent,
    },
  };
}

/** The same for a coach who opened their personal page. */
export function presentForCoach(vote: VoteRow, coachId: string, now: Date): CoachVote {
  const clientName = vote.people.find((person) => person.role === 'client')!.display_name;
  return { ...shared(vote, coachId, now), clientName, can: { answer: isOpen(vote, now) } };
}

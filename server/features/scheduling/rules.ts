import type { Actor } from '../../access/actor.ts';
import { invalid } from '../../platform/errors.ts';
import type { EngagementRow } from '../engagements/service.ts';
import type { SessionKind } from './contract.ts';
import type { Window } from './find/gather.ts';
import { engagementDays, gridMinutes } from './find/query.ts';

/** Throws AppError: a three-way session needs a sponsor. */
export function checkKind(engagement: EngagementRow, kind: SessionKind): void {
  const sponsor = engagement.people.some((person) => person.role === 'sponsor');
  if (kind === 'three-way' && !sponsor) throw invalid('kind', 'needs a sponsor, and this engagement has none');
}

/**
 * Whose mailbox the event is made in: the client's, once the client booked or has opened the engagement, or for the
 * programme lead's office; otherwise that of whoever books, so that nobody sends in the client's name unasked.
 */
export function organizerOf(engagement: EngagementRow, actor: Pick<Actor, 'personId'>): string {
  const client = engagement.people.find((person) => person.role === 'client')!;
  const party = engagement.people.some((person) => person.id === actor.personId);
  return actor.personId === client.id || engagement.client_seen || !party ? client.id : actor.personId;
}

/** What is wrong with a time by itself, whatever the calendars say; null when nothing is. */
export function timeProblem(engagement: EngagementRow, { from, to }: Window, now: Date): string | null {
  if (from <= now) return 'must be in the future';
  if (from.getTime() % (gridMinutes * 60_000) !== 0) return 'must be on a quarter of an hour';
  const days = engagementDays(engagement);
  return from < days.from || to > days.to ? `must be on the engagement's days, ${engagement.starts_on} to ${engagement.ends_on}` : null;
}

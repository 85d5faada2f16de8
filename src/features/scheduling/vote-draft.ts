import type { CalendarRead, Relaxation, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { loosen } from './relaxations.ts';

/** As many times as a vote takes. */
export const mostAsked = 5;

const HOUR = 3_600_000;

export interface Deadline {
  days: number;
  label: string;
  /** ISO instant. */
  at: string;
}

const choices = [[2, 'Two days'], [1, 'One day'], [4, 'Four days'], [7, 'One week'], [0.25, 'Six hours']] as const;

/** How long answers may take: at least two hours before the first of the times; the usual first. */
export function deadlinesFor(starts: readonly string[], now: Date): Deadline[] {
  const latest = Math.min(...starts.map((start) => Date.parse(start))) - 2 * HOUR;
  return choices.flatMap(([days, label]) => {
    const at = now.getTime() + days * 24 * HOUR;
    return starts.length > 0 && at <= latest ? [{ days, label, at: new Date(at).toISOString() }] : [];
  });
}

/** People who have to come, whose calendar nobody can read, and whom nothing was done about yet: no time is found for them. */
export const unreadIn = ({ calendars, blockers }: Pick<TimesFound, 'calendars' | 'blockers'>): CalendarRead[] =>
  calendars.filter(({ personId, source, required }) => required && source === 'unknown' && blockers.some((one) => one.reason === 'unknown' && one.personId === personId));

/** What to loosen so that there are times to ask those people about, and what of it is more than asking them to confirm. */
export function settlingFor(found: Pick<TimesFound, 'calendars' | 'blockers' | 'relaxations'>, applied: readonly Relaxation[]): { relax: Relaxation[]; more: Relaxation[] } {
  const asks = unreadIn(found).map(({ personId }): Relaxation => ({ type: 'unconfirmed', personId }));
  const asksAll = (relax: readonly Relaxation[]): boolean => asks.every((ask) => relax.some((one) => one.type === 'unconfirmed' && 'personId' in ask && one.personId === ask.personId));
  const offers = found.relaxations.filter(({ relax }) => asksAll(relax));
  // One time alone is nothing to vote about.
  const offered = (offers.find(({ count }) => count > 1) ?? offers[0])?.relax ?? asks;
  return { relax: loosen(applied, offered), more: offered.filter(({ type }) => type !== 'unconfirmed') };
}

/** Who of a session need not come to it: `loosened` when the times were found without them already. */
export const missable = (kind: string, relax: readonly Relaxation[], participants: readonly { id: string; displayName: string; role: string }[]): { id: string; displayName: string; loosened: boolean } | null => {
  const sponsor = kind === 'three-way' ? participants.find(({ role }) => role === 'sponsor') : undefined;
  return sponsor ? { id: sponsor.id, displayName: sponsor.displayName, loosened: relax.some((one) => one.type === 'optional' && one.personId === sponsor.id) } : null;
};

import type { Role } from '../../../access/roles.ts';
import type { LiveWord, Outcome, OutcomeCard } from '../contract.ts';
import type { Interval } from '../judge/intervals.ts';
import type { Expected } from '../judge/people.ts';
import type { PanelPresence } from '../judge/presence.ts';
import type { Word } from '../rules.ts';

const minute = 60_000;
/** Minutes after the start at which whoever is there is asked (product.md D); later where the engagement agreed on waiting longer. */
const askMinutes = 15;

export const askAt = (start: number, policy: { graceMinutes: number }): number => start + Math.max(askMinutes, policy.graceMinutes) * minute;

/** A session as the card needs it. Instants are epoch milliseconds. */
export interface On {
  booked: 'proposed' | 'booked' | 'late-cancel' | 'cancelled';
  planned: Interval;
  policy: { graceMinutes: number };
  expected: readonly Expected[];
  /** Beside the meeting or on a coach's own page: being asked accuses nobody, so either is enough. */
  panels: readonly PanelPresence[];
  said: (Word & { personId: string }) | null;
}

const wordOf: Record<Outcome, LiveWord> = { held: 'both-here', 'cut-short': 'both-here', 'client-missing': 'not-here', 'coach-missing': 'not-here', moved: 'moved' };

/** What a tap is as an outcome, by who taps. */
export const outcomeOf = (word: LiveWord, by: Role): Outcome => (word === 'both-here' ? 'held' : word === 'moved' ? 'moved' : by === 'coach' ? 'client-missing' : 'coach-missing');

/** Seen since the start; early birds count who are still there then. */
export const wasSeen = (panels: readonly PanelPresence[], personId: string, { from }: Interval): boolean => panels.some((one) => one.personId === personId && one.to > from);

/**
 * What one of the two is asked at `now`: only while the session is on, late enough, with them seen and the other not. Pure. Not being seen is
 * no evidence against anybody, which is why it is a question.
 */
export function cardFor({ booked, planned, policy, expected, panels, said }: On, viewerId: string, now: number): OutcomeCard | null {
  if (booked !== 'booked' || now < askAt(planned.from, policy) || now >= planned.to) return null;
  const two = expected.filter(({ role }) => role === 'client' || role === 'coach');
  const viewer = two.find(({ personId }) => personId === viewerId);
  const other = two.find(({ personId }) => personId !== viewerId);
  if (!viewer || !other || !wasSeen(panels, viewerId, planned) || wasSeen(panels, other.personId, planned)) return null;
  return { missing: { personId: other.personId, role: other.role, name: other.name }, said: said?.personId === viewerId && said.during ? wordOf[said.outcome] : null };
}

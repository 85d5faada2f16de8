import type { Session } from '../../../server/features/scheduling/contract.ts';

export interface SessionGroup {
  title: string;
  sessions: Session[];
}

const off: ReadonlySet<Session['state']> = new Set(['cancelled', 'late-cancel']);

const at = (instant: string): number => Date.parse(instant);

/** Whether it is still to come: only then do the others' local times matter. */
export const stands = ({ state, end }: Session, now: Date): boolean => !off.has(state) && Date.parse(end) > now.getTime();

/** Sessions as a person looks for them: what comes (soonest first), what was (latest first), what was cancelled. Empty groups are left out. */
export function groupSessions(sessions: readonly Session[], now: Date): SessionGroup[] {
  const soonest = sessions.toSorted((a, b) => at(a.start) - at(b.start));
  const groups = [
    { title: 'Coming up', sessions: soonest.filter((one) => stands(one, now)) },
    { title: 'Before', sessions: soonest.filter(({ state, end }) => !off.has(state) && at(end) <= now.getTime()).toReversed() },
    { title: 'Cancelled', sessions: soonest.filter(({ state }) => off.has(state)).toReversed() },
  ];
  return groups.filter((group) => group.sessions.length > 0);
}

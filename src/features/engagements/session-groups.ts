import type { Session } from '../../../server/features/scheduling/contract.ts';

export interface SessionGroup {
  title: string;
  sessions: Session[];
}

const off: readonly Session['state'][] = ['cancelled', 'late-cancel'];

/** Whether it is still to come: only then do the others' local times matter. */
export const stands = ({ state, end }: Session, now: Date): boolean => !off.includes(state) && Date.parse(end) > now.getTime();

/** Sessions as a person looks for them: what comes (soonest first), what was (latest first), what was cancelled. Empty groups are left out. */
export function groupSessions(sessions: readonly Session[], now: Date): SessionGroup[] {
  const at = (instant: string) => Date.parse(instant);
  const soonest = [...sessions].sort((a, b) => at(a.start) - at(b.start));
  const groups = [
    { title: 'Coming up', sessions: soonest.filter((one) => stands(one, now)) },
    { title: 'Before', sessions: soonest.filter(({ state, end }) => !off.includes(state) && at(end) <= now.getTime()).reverse() },
    { title: 'Cancelled', sessions: soonest.filter(({ state }) => off.includes(state)).reverse() },
  ];
  return groups.filter((group) => group.sessions.length > 0);
}

import type { Candidate } from '../../../server/features/meetings/contract.ts';
import { dateIn } from '../../components/time.ts';

/** Milliseconds between now and a session; 0 while it goes on. */
const away = ({ start, end }: Candidate, now: number): number => Math.max(Date.parse(start) - now, now - Date.parse(end), 0);

/** The session that a person means who opens their page now: the one that goes on, else one of today, else the nearest; null without any. */
export function nearestSession<Session extends Candidate>(sessions: readonly Session[], now: Date, zone: string): Session | null {
  const today = dateIn(now, zone);
  const rank = (one: Session): [number, number] => [dateIn(one.start, zone) === today || away(one, now.getTime()) === 0 ? 0 : 1, away(one, now.getTime())];
  const ranked = sessions.map((one) => ({ one, rank: rank(one) }));
  return ranked.toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])[0]?.one ?? null;
}

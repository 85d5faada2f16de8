import type { EventFields } from '../model.ts';
import { instantOf, wallMs } from '../time/wall.ts';
import { occurrencesIn, originalWall, type Occurrence } from './occurrences.ts';

const DAY = 86_400_000;
/** Wide enough to hold the neighbours in any yearly pattern. */
const REACH = 800 * DAY;

const dayOf = (ms: number): number => Math.floor(ms / DAY);

/** Whether a new time of an occurrence reaches the day of the occurrence before or after it, which Outlook forbids. */
export function boundaryCrossed({ event, key }: Occurrence, { start, end }: EventFields): boolean {
  const original = originalWall(event, key!);
  const others = occurrencesIn(event, original - REACH, original + REACH).filter((other) => other.key !== key);
  const startsOf = (other: Occurrence): number => originalWall(event, other.key!);
  const before = Math.max(...others.filter((other) => startsOf(other) < original).map((other) => other.end), -Infinity);
  const after = Math.min(...others.filter((other) => startsOf(other) > original).map((other) => other.start), Infinity);
  const [from, to] = [wallMs(start.local), wallMs(end.local) - 1];
  const offset = wallMs(start.local) - instantOf(start);
  return dayOf(from) <= dayOf(before + offset - 1) || dayOf(to) >= dayOf(after + offset);
}

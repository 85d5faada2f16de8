import { addBits, hasBit, listBits, noBits, type Bits } from './bits.ts';
import type { CalendarDay } from './days.ts';
import type { Frame } from './frame.ts';
import { startsInside } from './hours.ts';
import { compromiseBits, type PersonTime } from './people.ts';
import { spread } from './spread.ts';
import type { SlotQuery } from './types.ts';

/** The places of a rank, best lowest; each is a digit of one number, so that comparing two starts is comparing two numbers. */
const COMPROMISES = 256;
const TOO_FAR = 1024;

export interface Ranked {
  index: number;
  certain: boolean;
  preferred: boolean;
  daysTooFar: number;
}

/** What makes one start better than another, beside its time. */
interface Merits {
  uncertain: Bits;
  compromises: Uint8Array;
  preferred: Bits;
}

/**
 * The starts to show, best first: certainly free before any compromise of a required person, then fewest compromises, preferred
 * times, spacing, earliest; chosen so that they spread over days (`spread`).
 */
export function rank(frame: Frame, days: CalendarDay[], people: PersonTime[], feasible: Bits, query: SlotQuery): Ranked[] {
  const merits = meritsOf(frame, people, feasible, query);
  const starts = listBits(feasible, feasible);
  const keys = new Float64Array(starts.length);
  const groups: { first: number; end: number; tooFar: number }[] = [];
  let at = 0;
  for (const { end, tooFar } of days) {
    const first = at;
    for (; at < starts.length && starts[at]! < end; at++) keys[at] = keyOf(merits, frame, starts[at]!, tooFar);
    if (at > first) groups.push({ first, end: at, tooFar });
  }
  const worthOfQuality = 2 * TOO_FAR * frame.count;
  return spread(keys, groups, worthOfQuality, query.limit).map(({ key, group }) => {
    const index = key % frame.count;
    return { index, certain: !hasBit(merits.uncertain, index), preferred: hasBit(merits.preferred, index), daysTooFar: group.tooFar };
  });
}

function meritsOf(frame: Frame, people: PersonTime[], feasible: Bits, { preferred }: SlotQuery): Merits {
  const uncertain = noBits(frame.count);
  const compromises = new Uint8Array(frame.count);
  for (const time of people) {
    const bits = compromiseBits(frame, time);
    if (time.person.required) addBits(uncertain, bits);
    for (const index of listBits(bits, feasible)) compromises[index]!++;
  }
  return { uncertain, compromises, preferred: preferred ? startsInside(frame, { ...preferred, hoursByDate: {} }) : noBits(frame.count) };
}

function keyOf({ uncertain, compromises, preferred }: Merits, frame: Frame, index: number, tooFar: number): number {
  const quality = (hasBit(uncertain, index) ? COMPROMISES : 0) + compromises[index]!;
  const liking = quality * 2 + (hasBit(preferred, index) ? 0 : 1);
  return (liking * TOO_FAR + Math.min(tooFar, TOO_FAR - 1)) * frame.count + index;
}

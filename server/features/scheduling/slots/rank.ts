import { hasBit, listBits, lowestBit, type Bits } from './bits.ts';
import type { CalendarDay } from './days.ts';
import type { Frame } from './frame.ts';
import { startsInside } from './hours.ts';
import { compromiseBits, type PersonTime } from './people.ts';
import { spread } from './spread.ts';
import type { SlotQuery } from './types.ts';

/** The places of a rank, best lowest; each is a digit of one number, so that comparing two starts is comparing two numbers. */
const TOO_FAR = 1024;
const LIKINGS = 2;
/** Compromises are counted in bytes: all of them in the lower, those of required people in the upper too. */
const ANY = 0xff;
const OPTIONAL_PERSON = 0x001;
const REQUIRED_PERSON = 0x101;

export interface Ranked {
  index: number;
  certain: boolean;
  preferred: boolean;
  daysTooFar: number;
}

/**
 * The starts to show, best first: certainly free before any compromise of a required person, then fewest compromises, preferred
 * times, spacing, earliest; chosen so that they spread over days (`spread`).
 */
export function rank(frame: Frame, days: CalendarDay[], people: PersonTime[], feasible: Bits, query: SlotQuery): Ranked[] {
  const compromises = compromisesAt(frame, people, feasible);
  const preferred = query.preferred ? startsInside(frame, { ...query.preferred, hoursByDate: {} }) : frame.none();
  const starts = listBits(feasible);
  const keys = new Float64Array(starts.length);
  const groups: { first: number; end: number; tooFar: number }[] = [];
  let at = 0;
  for (const { end, tooFar } of days) {
    const first = at;
    for (; at < starts.length && starts[at]! < end; at++) {
      const start = starts[at]!;
      const liking = qualityOf(compromises[start]!) * LIKINGS + (hasBit(preferred, start) ? 0 : 1);
      keys[at] = (liking * TOO_FAR + Math.min(tooFar, TOO_FAR - 1)) * frame.count + start;
    }
    if (at > first) groups.push({ first, end: at, tooFar });
  }
  return spread(keys, groups, LIKINGS * TOO_FAR * frame.count, query.limit).map(({ key, group }) => {
    const index = key % frame.count;
    return { index, certain: compromises[index]! <= ANY, preferred: hasBit(preferred, index), daysTooFar: group.tooFar };
  });
}

/** Uncertain is worse than any number of optional people who cannot come. */
function qualityOf(compromises: number): number {
  return (compromises & ANY) + (compromises > ANY ? ANY + 1 : 0);
}

function compromisesAt(frame: Frame, people: PersonTime[], feasible: Bits): Uint16Array {
  const counts = new Uint16Array(frame.count);
  for (const time of people) {
    const bits = compromiseBits(frame, time);
    const worth = time.person.required ? REQUIRED_PERSON : OPTIONAL_PERSON;
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word]! & feasible[word]!; rest !== 0; rest &= rest - 1) counts[(word << 5) + lowestBit(rest)]! += worth;
    }
  }
  return counts;
}

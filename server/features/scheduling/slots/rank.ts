import { countBits, hasBit, type Bits } from './bits.ts';
import type { CalendarDays } from './days.ts';
import { markBetween, type Frame } from './frame.ts';
import { startsInside } from './hours.ts';
import { compromiseWord, type PersonTime } from './people.ts';
import { spread } from './spread.ts';
import type { SlotQuery } from './types.ts';

/** The places of a rank, best lowest; each is a digit of one number, so that comparing two starts is comparing two numbers. */
const TOO_FAR = 1024;
const LIKINGS = 2;
const MOVES = 2;
/** Added to the number of compromises when one is a required person's: worse than any number of optional people's. */
const UNCERTAIN = 256;

export interface Ranked {
  index: number;
  certain: boolean;
  preferred: boolean;
  daysTooFar: number;
}

/**
 * The starts to show, best first: certainly free before any compromise of a required person, then fewest compromises, preferred
 * times, spacing, times that move no review block, earliest; chosen so that they spread over days (`spread`).
 */
export function rank(frame: Frame, days: CalendarDays, people: PersonTime[], feasible: Bits, query: SlotQuery): Ranked[] {
  const preferred = query.preferred ? startsInside(frame, { ...query.preferred, hoursByDate: {} }) : frame.none();
  const moving = frame.none();
  for (const { start, end } of query.movable) markBetween(moving, frame, start - frame.length, end);
  const worth = LIKINGS * TOO_FAR * MOVES * frame.count;
  return spread({ ...keysByDay(frame, days, feasible, people, { preferred, moving }), worth }, query.limit).map((key) => {
    const index = key % frame.count;
    const daysTooFar = Math.floor(key / (MOVES * frame.count)) % TOO_FAR;
    return { index, certain: key < UNCERTAIN * worth, preferred: hasBit(preferred, index), daysTooFar };
  });
}

/** A key for each feasible start, in order of time, and where each day's keys end. */
function keysByDay(frame: Frame, days: CalendarDays, feasible: Bits, people: PersonTime[], { preferred, moving }: { preferred: Bits; moving: Bits }) {
  const keys = new Float64Array(countBits(feasible));
  const ends: number[] = [];
  const soft = people.map(() => 0);
  const worthOfLiking = TOO_FAR * MOVES * frame.count;
  let [at, dayEnd, spacing] = [0, 0, 0];
  for (let word = 0; word < feasible.length; word++) {
    // Most words are nights and weekends.
    if (feasible[word] === 0) continue;
    const any = readCompromises(soft, people, word);
    for (let rest = feasible[word]!; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const start = (word << 5) + 31 - Math.clz32(bit);
      if (start >= dayEnd) {
        while (start >= days.ends[ends.length]!) ends.push(at);
        dayEnd = days.ends[ends.length]!;
        spacing = Math.min(days.tooFar[ends.length]!, TOO_FAR - 1) * MOVES * frame.count;
      }
      const quality = (any & bit) === 0 ? 0 : qualityOf(people, soft, bit);
      keys[at++] = (quality * LIKINGS + ((preferred[word]! & bit) === 0 ? 1 : 0)) * worthOfLiking + spacing + ((moving[word]! & bit) === 0 ? 0 : frame.count) + start;
    }
  }
  ends.push(at);
  return { keys, ends };
}

/** Reads the 32 starts of a word: those at which each person would be a compromise into `soft`, and returns those of anybody. */
function readCompromises(soft: number[], people: PersonTime[], word: number): number {
  let any = 0;
  for (let person = 0; person < people.length; person++) any |= soft[person] = compromiseWord(people[person]!, word);
  return any;
}

function qualityOf(people: PersonTime[], soft: number[], bit: number): number {
  let compromises = 0;
  let uncertain = 0;
  for (let person = 0; person < people.length; person++) {
    if ((soft[person]! & bit) === 0) continue;
    compromises++;
    if (people[person]!.person.required) uncertain = UNCERTAIN;
  }
  return uncertain + compromises;
}

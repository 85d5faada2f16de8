import { countBits, invert, listBits, type Bits } from './bits.ts';
import { blockersOf, ruledOutBy, type Block, type RuledOut } from './blockers.ts';
import { calendarDays, tooNearBits, type CalendarDays } from './days.ts';
import { frameOf, markBetween, type Frame } from './frame.ts';
import { blocksOf, compromiseAt, personTime, stateOf, type PersonTime } from './people.ts';
import { rank, type Ranked } from './rank.ts';
import type { RankedSlot, SlotQuery, SlotResult } from './types.ts';

const MINUTE = 60_000;

/** A search up to the point where it is known which starts would do. */
interface Search {
  frame: Frame;
  days: CalendarDays;
  people: PersonTime[];
  blocks: Block[];
  ruledOut: RuledOut;
  feasible: Bits;
}

/**
 * The best times for a meeting (product.md A, "Find"), how many there are, and what rules the others out. Pure: no clock, nothing
 * kept but offset tables. Throws RangeError for an unknown zone or a malformed date.
 */
export function findSlots(query: SlotQuery): SlotResult {
  const search = prepare(query);
  const ranked = rank(search.frame, search.days, search.people, search.feasible, query);
  return {
    slots: ranked.map((slot) => present(search, slot)),
    total: countBits(search.feasible),
    considered: search.frame.count,
    blockers: blockersOf(search.blocks, search.ruledOut),
  };
}

/** Every feasible start (epoch ms), earliest first. */
export function allStarts(query: SlotQuery): number[] {
  const { feasible, frame } = prepare(query);
  return Array.from(listBits(feasible), (index) => frame.first + index * frame.step);
}

/** How many starts are feasible. */
export function countStarts(query: SlotQuery): number {
  return countBits(prepare(query).feasible);
}

function prepare(query: SlotQuery): Search {
  const frame = frameOf(query);
  const days = calendarDays(frame, query);
  const people = query.people.map((person) => personTime(frame, person));
  const blocks = [...people.flatMap((time) => blocksOf(frame, time)), ...rulesOf(frame, days, query)];
  const ruledOut = ruledOutBy(frame, blocks);
  const feasible = frame.none();
  feasible.set(ruledOut.once);
  return { frame, days, people, blocks, ruledOut, feasible: invert(feasible, frame.count) };
}

/** Rules that are nobody's calendar, those that rule something out. */
function rulesOf(frame: Frame, days: CalendarDays, query: SlotQuery): Block[] {
  const rules: Block[] = [];
  const earliest = query.now + query.noticeMinutes * MINUTE;
  if (earliest > frame.first) {
    const bits = frame.none();
    markBetween(bits, frame, -Infinity, earliest);
    rules.push({ personId: null, reason: 'notice', bits });
  }
  if (days.tooNear.includes(true)) rules.push({ personId: null, reason: 'spacing', bits: tooNearBits(frame, days) });
  return rules;
}

function present({ frame, people }: Search, { index, certain, preferred, daysTooFar }: Ranked): RankedSlot {
  const start = frame.first + index * frame.step;
  const compromises = people.map((time) => compromiseAt(time, index));
  return {
    start,
    end: start + frame.length,
    certain,
    preferred,
    daysTooFar,
    compromises: compromises.filter((compromise) => compromise !== null),
    people: people.map(({ person }, at) => ({ personId: person.id, state: stateOf(compromises[at]!) })),
  };
}

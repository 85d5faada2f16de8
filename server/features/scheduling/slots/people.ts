import type { BusyInterval } from '../../../platform/microsoft/microsoft.ts';
import { hasBit, invert, type Bits } from './bits.ts';
import type { Block } from './blockers.ts';
import { markBetween, type Frame } from './frame.ts';
import { startsInside } from './hours.ts';
import type { BlockReason, Compromise, PersonCalendar, PersonState } from './types.ts';

const MINUTE = 60_000;

/** The starts at which a person's time is not simply free, by why. A start is at most one of `busy` and `away`. */
export interface PersonTime {
  person: PersonCalendar;
  outsideHours: Bits;
  busy: Bits;
  away: Bits;
  tentative: Bits;
  elsewhere: Bits;
}

/** Reads one calendar into starts: exact to the millisecond, because intervals are compared with starts and not rounded. */
export function personTime(frame: Frame, person: PersonCalendar): PersonTime {
  const { none, count } = frame;
  const outsideHours = invert(startsInside(frame, person), count);
  const time = { person, outsideHours, busy: none(), away: none(), tentative: none(), elsewhere: none() };
  for (const interval of person.busy) if (interval.end > interval.start) markInterval(frame, time, interval);
  for (let word = 0; word < time.busy.length; word++) time.busy[word]! &= ~time.away[word]!;
  return time;
}

/** The innermost step: tens of thousands of times a search, so it makes no object. */
function markInterval(frame: Frame, time: PersonTime, { start, end, status }: BusyInterval): void {
  const earliest = start - frame.length;
  if (status === 'busy' || status === 'oof') {
    const buffer = time.person.bufferMinutes * MINUTE;
    markBetween(status === 'busy' ? time.busy : time.away, frame, earliest - buffer, end + buffer);
  } else markBetween(status === 'tentative' ? time.tentative : time.elsewhere, frame, earliest, end);
}

/** What this person's calendar rules out; nothing for an optional person. */
export function blocksOf(frame: Frame, time: PersonTime): Block[] {
  const { person } = time;
  if (!person.required) return [];
  const block = (reason: BlockReason, bits: Bits): Block => ({ personId: person.id, reason, bits });
  const blocks = [block('working-hours', time.outsideHours), block('busy', time.busy), block('out-of-office', time.away)];
  return person.known || person.unconfirmed ? blocks : [...blocks, block('unknown', invert(frame.none(), frame.count))];
}

/** Of the 32 starts of one word, those at which this person would be a compromise. */
export function compromiseWord(time: PersonTime, word: number): number {
  if (!time.person.known) return -1;
  const soft = time.tentative[word]! | time.elsewhere[word]!;
  return time.person.required ? soft : soft | time.busy[word]! | time.away[word]! | time.outsideHours[word]!;
}

/** Why this person is not certainly free at a start, the gravest reason, or null. */
export function compromiseAt(time: PersonTime, index: number): Compromise | null {
  const reason = reasonAt(time, index);
  return reason && { personId: time.person.id, required: time.person.required, reason };
}

function reasonAt(time: PersonTime, index: number): Compromise['reason'] | null {
  if (!time.person.known) return 'unknown';
  if (hasBit(time.away, index)) return 'out-of-office';
  if (hasBit(time.busy, index)) return 'busy';
  if (hasBit(time.outsideHours, index)) return 'working-hours';
  if (hasBit(time.tentative, index)) return 'tentative';
  return hasBit(time.elsewhere, index) ? 'workingElsewhere' : null;
}

/** The word of the contract for a compromise: an optional person who cannot come is simply not asked. */
export function stateOf(compromise: Compromise | null): PersonState {
  if (!compromise) return 'free';
  const { reason } = compromise;
  return reason === 'tentative' || reason === 'workingElsewhere' || reason === 'unknown' ? reason : 'not-asked';
}

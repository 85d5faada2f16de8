import { bitMaker, setRange, type Bits } from './bits.ts';
import type { SlotQuery } from './types.ts';

const MINUTE = 60_000;

/** The possible starts of a search: `count` of them, `step` ms apart from `first` (epoch ms), for a meeting of `length` ms. */
export interface Frame {
  first: number;
  step: number;
  count: number;
  length: number;
  /** A set with no start in it; good until the next search. */
  none: () => Bits;
}

/** All starts of the grid at which the meeting lies inside the window. The grid is that of UTC, the same for every zone. */
export function frameOf(query: SlotQuery): Frame {
  const step = query.gridMinutes * MINUTE;
  const length = query.minutes * MINUTE;
  const first = Math.ceil(query.from / step) * step;
  const end = Math.min(query.to, query.dataUntil);
  const count = Math.max(0, Math.floor((end - length - first) / step) + 1);
  return { first, step, length, count, none: bitMaker(count) };
}

/** Marks the starts s with low < s < high (epoch ms). */
export function markBetween(bits: Bits, frame: Frame, low: number, high: number): void {
  const first = Math.floor((low - frame.first) / frame.step) + 1;
  const last = Math.ceil((high - frame.first) / frame.step) - 1;
  setRange(bits, first > 0 ? first : 0, last < frame.count ? last : frame.count - 1);
}

/** Marks the starts s with low <= s <= high (epoch ms). */
export function markWithin(bits: Bits, frame: Frame, low: number, high: number): void {
  const first = Math.ceil((low - frame.first) / frame.step);
  const last = Math.floor((high - frame.first) / frame.step);
  setRange(bits, first > 0 ? first : 0, last < frame.count ? last : frame.count - 1);
}

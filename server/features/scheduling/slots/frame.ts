import { setRange, type Bits } from './bits.ts';
import type { SlotQuery } from './types.ts';

const MINUTE = 60_000;

/** The possible starts of a search: `count` of them, `step` ms apart from `first` (epoch ms), for a meeting of `length` ms. */
export interface Frame {
  first: number;
  step: number;
  count: number;
  length: number;
}

/** All starts of the grid at which the meeting lies inside the window. The grid is that of UTC, the same for every zone. */
export function frameOf(query: SlotQuery): Frame {
  const step = query.gridMinutes * MINUTE;
  const length = query.minutes * MINUTE;
  const first = Math.ceil(query.from / step) * step;
  const end = Math.min(query.to, query.dataUntil);
  return { first, step, length, count: Math.max(0, Math.floor((end - length - first) / step) + 1) };
}

/** Marks the starts s with low < s < high (epoch ms). */
export function markBetween(bits: Bits, frame: Frame, low: number, high: number): void {
  markFromTo(bits, frame, Math.floor((low - frame.first) / frame.step) + 1, Math.ceil((high - frame.first) / frame.step) - 1);
}

/** Marks the starts s with low <= s <= high (epoch ms). */
export function markWithin(bits: Bits, frame: Frame, low: number, high: number): void {
  markFromTo(bits, frame, Math.ceil((low - frame.first) / frame.step), Math.floor((high - frame.first) / frame.step));
}

function markFromTo(bits: Bits, frame: Frame, first: number, last: number): void {
  setRange(bits, first > 0 ? first : 0, last < frame.count ? last : frame.count - 1);
}

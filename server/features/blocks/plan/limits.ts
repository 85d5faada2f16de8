/** Thresholds of planning and defence, all in one place. */
export const limits = {
  /** Nothing but the client moves a block that begins within this (product.md, section B). */
  frozenHours: 20,
  /** A new block begins at least this long from now. */
  noticeMinutes: 60,
  /** The shortest block. */
  leastMinutes: 20,
  rescueMinutes: 10,
  /** Starts lie this far from each other, counted from the ideal time. */
  gridMinutes: 15,
  /** A block that was not used is given this long after its end before its week counts as lost. */
  missedAfterMinutes: 120,
} as const;

export type Mode = 'gentle' | 'balanced' | 'firm';

/**
 * When a block is shown as busy: always, or once it begins within `hours`, or once no more than `room` other starts are left in its
 * week. With a look a day, `hours` must be at least a day, or a block might begin before it was ever shown.
 */
export const busyWhen: Record<Mode, { always: boolean; hours: number; room: number }> = {
  gentle: { always: false, hours: 24, room: 2 },
  balanced: { always: false, hours: 72, room: 8 },
  firm: { always: true, hours: 0, room: 0 },
};

/** How a block is shown; once busy it stays so until it moves, because a flip back is a write that helps nobody. */
export function showsAs(mode: Mode, block: { start: number; shows: 'free' | 'busy' }, room: number, now: number): 'free' | 'busy' {
  const rule = busyWhen[mode];
  const busy = rule.always || block.shows === 'busy' || block.start - now <= rule.hours * 3_600_000 || room <= rule.room;
  return busy ? 'busy' : 'free';
}

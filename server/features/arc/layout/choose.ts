/** One day on which a session could be. Days are counted from 1970-01-01. */
export interface Option {
  day: number;
  /** How well the day's best time suits, less than `worth.day`; 0 is best. */
  cost: number;
}

/** A session that is to get a day. */
export interface Target {
  /** The day it would have if nothing stood in the way. */
  ideal: number;
  /** Where it is planned now; null for a new one. It leaves that day only when it must. */
  current: number | null;
  /** In order of day, one a day. */
  options: readonly Option[];
}

/** Days between neighbouring sessions: nearer than `min` never, farther than `max` only for want of better. */
export interface SpacingDays {
  min: number;
  max: number;
}

/** What each shortcoming weighs: a session that gets no day before one that moves, before distance. */
export const worth = { unplaced: 1e9, moved: 1e6, beyond: 100, day: 10 };

/** What it costs to have `target` on the day of `option`, `before` being the day of the session placed last before it. */
export function costOf(target: Target, option: Option, before: number | null, spacing: SpacingDays): number {
  const moved = target.current !== null && target.current !== option.day ? worth.moved : 0;
  const beyond = before === null ? 0 : Math.max(0, option.day - before - spacing.max);
  return moved + beyond * worth.beyond + Math.abs(option.day - target.ideal) * worth.day + option.cost;
}

interface State {
  cost: number;
  /** Index of the option of each target so far; null where it got none. */
  chosen: Link | null;
}

interface Link {
  at: number | null;
  before: Link | null;
}

/**
 * Gives every target the index of one of its options, or null, so that the whole costs least (`worth`); the days rise in the order of
 * the targets, at least `min` apart and never on one day. Of equally good answers the one with the earlier days is taken. Exact: the
 * least cost for each day that may be the latest so far is carried from target to target.
 */
export function choose(targets: readonly Target[], spacing: SpacingDays): (number | null)[] {
  const apart = Math.max(1, spacing.min);
  let states = new Map<number | null, State>([[null, { cost: 0, chosen: null }]]);
  for (const target of targets) {
    const next = new Map<number | null, State>();
    for (const [before, state] of states) {
      keep(next, before, { cost: state.cost + worth.unplaced, chosen: { at: null, before: state.chosen } });
      target.options.forEach((option, at) => {
        if (before !== null && option.day - before < apart) return;
        keep(next, option.day, { cost: state.cost + costOf(target, option, before, spacing), chosen: { at, before: state.chosen } });
      });
    }
    states = next;
  }
  return unwind(best(states));
}

function keep(states: Map<number | null, State>, day: number | null, state: State): void {
  const known = states.get(day);
  if (!known || state.cost < known.cost) states.set(day, state);
}

function best(states: Map<number | null, State>): Link | null {
  const inOrder = [...states].toSorted(([a], [b]) => (a ?? -Infinity) - (b ?? -Infinity));
  return inOrder.reduce((least, [, state]) => (state.cost < least.cost ? state : least), { cost: Infinity, chosen: null } as State).chosen;
}

function unwind(link: Link | null): (number | null)[] {
  const chosen: (number | null)[] = [];
  for (let at = link; at !== null; at = at.before) chosen.push(at.at);
  return chosen.toReversed();
}

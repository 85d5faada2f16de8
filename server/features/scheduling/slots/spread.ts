/** Days give at most this many while others have any left: ten times of one morning are no choice. */
const PER_DAY = 3;
/** More turns than any day is asked for. */
const TURNS = 1024;

/** Keys in order of day: those of day n are at ends[n - 1]..ends[n], the last excluded. */
export interface KeysByDay {
  keys: Float64Array;
  ends: readonly number[];
  /** What one step of quality is worth in a key. */
  worth: number;
}

/**
 * Takes up to `limit` keys, lowest first, turn by turn from each day: within one quality a day's second comes only after every other
 * day's first. A better quality goes before spreading, up to three a day. Answers in order of key.
 */
export function spread(days: KeysByDay, limit: number): number[] {
  const next = days.ends.map((_, day) => keyAbove(days, day, -1));
  const place = next.map((key) => placeOf(key, days.worth));
  const taken = next.map(() => 0);
  const chosen: number[] = [];
  for (const most of [PER_DAY, Infinity]) {
    while (chosen.length < limit) {
      const day = firstOf(place, taken, most);
      if (day === -1) break;
      const key = next[day]!;
      chosen.push(key);
      taken[day]!++;
      next[day] = keyAbove(days, day, key);
      place[day] = placeAfter(place[day]!, key, next[day]!, days.worth);
    }
  }
  return chosen.sort((a, b) => a - b);
}

/** The day whose turn it is, -1 when none may give any more. */
function firstOf(places: readonly number[], taken: readonly number[], most: number): number {
  let first = -1;
  let lowest = Infinity;
  for (let day = 0; day < places.length; day++) {
    if (places[day]! >= lowest || taken[day]! >= most) continue;
    first = day;
    lowest = places[day]!;
  }
  return first;
}

/** A day's place in the queue while none of its best quality is taken: quality, then turn, then the rest of the key. */
function placeOf(key: number, worth: number): number {
  return key === Infinity ? Infinity : key + Math.floor(key / worth) * (TURNS - 1) * worth;
}

/** One turn later with the next key of the same quality; at the first turn of the next quality otherwise. */
function placeAfter(place: number, key: number, next: number, worth: number): number {
  const same = Math.floor(next / worth) === Math.floor(key / worth);
  return same ? place + worth + next - key : placeOf(next, worth);
}

/** The lowest key of a day above `above`: scanning again is cheaper than sorting days of which most are never asked twice. */
function keyAbove({ keys, ends }: KeysByDay, day: number, above: number): number {
  let lowest = Infinity;
  const end = ends[day]!;
  for (let at = day === 0 ? 0 : ends[day - 1]!; at < end; at++) {
    const key = keys[at]!;
    if (key > above && key < lowest) lowest = key;
  }
  return lowest;
}

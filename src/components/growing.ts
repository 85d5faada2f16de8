import { useEffect, useState } from 'react';

/** Rows drawn at once, and rows drawn in one go afterwards: as many as fit between two keys on a slow computer. */
const atFirst = 24;
const atOnce = 10;
/** The end of a list is where people write. */
const atTheEnd = 5;
/** Milliseconds after which more is drawn even though somebody is busy. */
const patience = 1_000;

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(work, { timeout: patience });
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(work, 50);
  return () => clearTimeout(timer);
}

/**
 * The rows of a list that are drawn by now. A short list is drawn at once. Of a long one its beginning and end are, and the rest
 * follows while nothing else is to be done, until all of it stands in the page, for keyboards, screen readers and searching alike.
 */
export function useGrowing<Row>(rows: readonly Row[]): readonly Row[] {
  const [room, setRoom] = useState(atFirst);
  const growing = room + atTheEnd < rows.length;
  useEffect(() => (growing ? whenIdle(() => setRoom(room + atOnce)) : undefined), [growing, room]);
  return growing ? [...rows.slice(0, room), ...rows.slice(-atTheEnd)] : rows;
}

/** Of more rows than this, those out of sight are not laid out. */
const many = 40;

export const isLong = (rows: readonly unknown[]): boolean => rows.length > many;

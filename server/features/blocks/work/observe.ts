import type { BusyInterval } from '../../../platform/microsoft/microsoft.ts';
import { wanted, type BlockRow, type Person, type Reading } from './rows.ts';

/** Whether a block is believed to stand in the calendar: in a series that stands, or as an event that was made. */
export function standing({ series }: Person, block: BlockRow): boolean {
  if (block.eventGone || block.eventStart === null) return false;
  if (block.seriesId === null) return block.eventId !== null;
  return series.some((one) => one.id === block.seriesId && one.state === 'standing');
}

export interface Observed {
  person: Person;
  /** Free/busy without our own blocks. */
  busy: BusyInterval[];
  /** Blocks that should have been there and were not: moved or deleted by the client. */
  unseen: BlockRow[];
  /** Ids of the blocks that free/busy showed where they are known to be. */
  seen: Set<string>;
}

/** Free/busy without the occurrences that already stand under blocks of weeks that are planned for the first time. */
export function withoutFresh(busy: readonly BusyInterval[], before: Person, after: Person): BusyInterval[] {
  const rest = [...busy];
  const known = new Set(before.blocks.map(({ id }) => id));
  for (const block of after.blocks) {
    if (known.has(block.id) || block.eventShows === 'free' || !standing(after, block)) continue;
    const at = rest.findIndex((one) => one.status === 'busy' && one.start === block.eventStart && one.end === block.eventEnd);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}

/**
 * Takes our own blocks out of a reading, each as exactly one entry: another meeting at the very same time stays. One found where it was
 * agreed to be and not where it was known is a move whose answer was lost.
 */
export function observe(person: Person, reading: Reading, now: number): Observed {
  const busy = [...reading.busy];
  const take = (start: number | null, end: number | null): boolean => {
    const at = busy.findIndex((one) => one.status === 'busy' && one.start === start && one.end === end);
    if (at >= 0) busy.splice(at, 1);
    return at >= 0;
  };
  const [unseen, seen] = [[] as BlockRow[], new Set<string>()];
  const blocks = person.blocks.map((block) => {
    // Made perhaps, and the answer lost: then it is ours all the same.
    if (!standing(person, block)) {
      if (wanted(block) && block.shows === 'busy' && block.end! > now) take(block.start, block.end);
      return block;
    }
    if (block.eventEnd! <= now) return block;
    // Shown as free, it takes no time: whatever is busy just there is somebody else's, unless a change to busy went unanswered.
    if (block.eventShows === 'free' && block.shows === 'free') return block;
    if (take(block.eventStart, block.eventEnd)) {
      seen.add(block.id);
      return block;
    }
    if (wanted(block) && take(block.start, block.end)) {
      seen.add(block.id);
      return { ...block, eventStart: block.start, eventEnd: block.end, eventShows: 'busy' };
    }
    // What is shown as free need not be in free/busy, so its absence says nothing.
    if (block.eventShows !== 'free') unseen.push(block);
    return block;
  });
  return { person: { ...person, blocks }, busy, unseen, seen };
}

import { findSlots } from '../slots/find-slots.ts';
import type { Search } from './search.ts';

/** Names of those who are not free at one time, for "this time is not free any more". */
export function whoBlocks(search: Search, start: number, minutes: number): string[] {
  const { blockers } = findSlots({ ...search.query, from: start, to: start + minutes * 60_000 });
  const ids = new Set(blockers.flatMap((blocker) => (blocker.personId ? [blocker.personId] : [])));
  return search.knowledge.filter((person) => ids.has(person.personId)).map((person) => person.displayName);
}

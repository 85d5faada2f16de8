import { findSlots } from '../slots/find-slots.ts';
import type { Search } from './search.ts';

/** Rules of the engagement that a time can be against although everybody is free. */
const rules: Record<string, string> = {
  notice: 'This is shorter notice than agreed.',
  spacing: 'This is closer to another session than agreed.',
};

/** What stands against a time that nobody's calendar is against. */
export const ruleAgainst = (blockers: readonly { reason: string }[]): string | null => rules[blockers[0]?.reason ?? ''] ?? null;

/** Names of those who are not free at one time; where everybody is, the rule that it is against, if it is one. */
export function whatBlocks(search: Search, start: number, minutes: number): { names: string[]; rule: string | null } {
  const { blockers } = findSlots({ ...search.query, from: start, to: start + minutes * 60_000 });
  const ids = new Set(blockers.flatMap((blocker) => (blocker.personId ? [blocker.personId] : [])));
  const names = search.knowledge.filter((person) => ids.has(person.personId)).map((person) => person.displayName);
  return { names, rule: names.length === 0 ? ruleAgainst(blockers) : null };
}

import { diffLines, diffWordsWithSpace } from 'diff';
import type { Part } from '../contract.ts';

/** Beyond this many changed words a comparison by words costs seconds and says nothing: then by lines. */
const mostEdits = 1500;

/**
 * What became of one text in another, by words. Exact: the same and removed parts together are `before`, the same and added ones
 * `after`, to the letter.
 */
export function differencesOf(before: string, after: string): Part[] {
  const byWords = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  const changes = byWords ?? diffLines(before, after, { maxEditLength: mostEdits });
  if (!changes) return [{ kind: 'removed', text: before }, { kind: 'added', text: after }];
  return changes.map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }));
}

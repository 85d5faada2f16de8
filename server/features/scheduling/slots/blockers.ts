import { countBits, noBits } from './bits.ts';
import type { Frame } from './frame.ts';
import type { Block } from './people.ts';
import type { SlotBlocker } from './types.ts';

/**
 * Who and what rules starts out: `alone` counts those that nothing else does. So `alone` of an unknown calendar is what confirming
 * would open, and when every `alone` is 0 only several relaxations together can help.
 */
export function blockersOf(frame: Frame, blocks: readonly Block[]): SlotBlocker[] {
  const [once, twice] = [noBits(frame.count), noBits(frame.count)];
  for (const { bits } of blocks) {
    for (let word = 0; word < bits.length; word++) {
      twice[word]! |= once[word]! & bits[word]!;
      once[word]! |= bits[word]!;
    }
  }
  return blocks
    .map(({ personId, reason, bits }) => ({ personId, reason, alone: countBits(bits, twice), total: countBits(bits) }))
    .filter((blocker) => blocker.total > 0)
    .sort((a, b) => b.alone - a.alone || b.total - a.total);
}

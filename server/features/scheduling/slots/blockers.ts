import { ones, type Bits } from './bits.ts';
import type { Frame } from './frame.ts';
import type { SlotBlocker } from './types.ts';

/** Starts that something rules out. */
export interface Block {
  personId: string | null;
  reason: SlotBlocker['reason'];
  bits: Bits;
}

/** Starts ruled out by at least one block, and by at least two. */
export interface RuledOut {
  once: Bits;
  twice: Bits;
}

export function ruledOutBy(frame: Frame, blocks: readonly Block[]): RuledOut {
  const [once, twice] = [frame.none(), frame.none()];
  for (const { bits } of blocks) {
    for (let word = 0; word < bits.length; word++) {
      const more = bits[word]!;
      if (more === 0) continue;
      twice[word]! |= once[word]! & more;
      once[word]! |= more;
    }
  }
  return { once, twice };
}

/**
 * Who and what rules starts out: `alone` counts those that nothing else does. So `alone` of an unknown calendar is what confirming
 * would open, and when every `alone` is 0 only several relaxations together can help.
 */
export function blockersOf(blocks: readonly Block[], { twice }: RuledOut): SlotBlocker[] {
  const blockers = blocks.map((block) => blockerOf(block, twice));
  return blockers.filter((blocker) => blocker.total > 0).sort((a, b) => b.alone - a.alone || b.total - a.total);
}

function blockerOf({ personId, reason, bits }: Block, twice: Bits): SlotBlocker {
  let alone = 0;
  let total = 0;
  for (let word = 0; word < bits.length; word++) {
    const ruledOut = bits[word]!;
    if (ruledOut === 0) continue;
    total += ruledOut === -1 ? 32 : ones(ruledOut);
    const only = ruledOut & ~twice[word]!;
    if (only !== 0) alone += ones(only);
  }
  return { personId, reason, alone, total };
}

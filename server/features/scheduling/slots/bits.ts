/**
 * One bit per possible start, 32 to a word; set means ruled out, or inside, as the holder says. Int32Array rather than Uint32Array
 * because the engine keeps its words as small integers.
 */
export type Bits = Int32Array;

/** The sets of the latest search, all of one size. */
let pool: Bits[] = [];
let wordsOfPool = 0;

/**
 * Makes empty sets of `count` bits, good until the next maker is made. A search is synchronous and no set leaves it, so the next one
 * writes over the same memory: fresh arrays of this size live outside the heap, and asking for them costs a sixth of a search.
 */
export function bitMaker(count: number): () => Bits {
  // A spare word at the end, always clear, lets `setRange` write to the word after a short range's first.
  const words = ((count + 31) >>> 5) + 1;
  if (words !== wordsOfPool) [pool, wordsOfPool] = [[], words];
  let used = 0;
  return () => {
    if (used === pool.length) pool.push(new Int32Array(words));
    return pool[used++]!.fill(0);
  };
}

/** Sets the bits first..last, both included; nothing when last < first. */
export function setRange(bits: Bits, first: number, last: number): void {
  const more = last - first;
  if (more < 0) return;
  if (more > 31) return setLongRange(bits, first, last);
  // Both words, always: whether a range crosses into the next is a coin toss, and a wrong guess costs more than the write.
  const word = first >>> 5;
  const shift = first & 31;
  const range = -1 >>> (31 - more);
  bits[word]! |= range << shift;
  bits[word + 1]! |= (range >>> 1) >>> (31 - shift);
}

function setLongRange(bits: Bits, first: number, last: number): void {
  const lastWord = last >>> 5;
  bits[first >>> 5]! |= -1 << (first & 31);
  for (let word = (first >>> 5) + 1; word < lastWord; word++) bits[word] = -1;
  bits[lastWord]! |= -1 >>> (31 - (last & 31));
}

/** The first `count` bits, turned over in place; what comes after them stays clear. */
export function invert(bits: Bits, count: number): Bits {
  const whole = count >>> 5;
  for (let word = 0; word < whole; word++) bits[word] = ~bits[word]!;
  bits[whole] = ~bits[whole]! & ~(-1 << (count & 31));
  return bits;
}

export function hasBit(bits: Bits, index: number): boolean {
  return (bits[index >>> 5]! & (1 << (index & 31))) !== 0;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) count += ones(bits[word]!);
  return count;
}

/** The indexes of the bits set, in order. */
export function listBits(bits: Bits): Int32Array {
  const indexes = new Int32Array(countBits(bits));
  let at = 0;
  for (let word = 0; word < bits.length; word++) {
    // Each round takes the lowest bit away: the cost is that of the bits set, not of all.
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) indexes[at++] = (word << 5) + 31 - Math.clz32(rest & -rest);
  }
  return indexes;
}

/** Bits set in a 32-bit word, by the usual halving sums. */
export function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return (((sum + (sum >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

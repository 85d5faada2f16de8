/**
 * One bit per possible start, 32 to a word; set means ruled out, or inside, as the holder says. Int32Array rather than Uint32Array
 * because the engine keeps its words as small integers.
 */
export type Bits = Int32Array;

/** Sets of one search have one size and are made by the dozen: views of shared memory cost a quarter of arrays of their own. */
const SETS_AT_ONCE = 16;

/** Makes empty sets of `count` bits. */
export function bitMaker(count: number): () => Bits {
  const words = (count + 31) >>> 5;
  let memory = new ArrayBuffer(0);
  let used = SETS_AT_ONCE;
  return () => {
    if (used === SETS_AT_ONCE) {
      memory = new ArrayBuffer(words * 4 * SETS_AT_ONCE);
      used = 0;
    }
    return new Int32Array(memory, words * 4 * used++, words);
  };
}

/** Sets the bits first..last, both included; nothing when last < first. */
export function setRange(bits: Bits, first: number, last: number): void {
  if (last < first) return;
  const firstWord = first >>> 5;
  const lastWord = last >>> 5;
  const head = -1 << (first & 31);
  const tail = -1 >>> (31 - (last & 31));
  if (firstWord === lastWord) {
    bits[firstWord]! |= head & tail;
    return;
  }
  bits[firstWord]! |= head;
  for (let word = firstWord + 1; word < lastWord; word++) bits[word] = -1;
  bits[lastWord]! |= tail;
}

/** Adds every bit of `more` to `bits`. */
export function addBits(bits: Bits, more: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word]! |= more[word]!;
}

/** The first `count` bits, turned over in place; the others of the last word stay clear. */
export function invert(bits: Bits, count: number): Bits {
  for (let word = 0; word < bits.length; word++) bits[word] = ~bits[word]!;
  if (count % 32 > 0) bits[bits.length - 1]! &= -1 >>> (32 - (count % 32));
  return bits;
}

export function hasBit(bits: Bits, index: number): boolean {
  return (bits[index >>> 5]! & (1 << (index & 31))) !== 0;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += ones(bits[word]!);
  return count;
}

/** The indexes of the bits set, in order. */
export function listBits(bits: Bits): number[] {
  const indexes: number[] = [];
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) indexes.push((word << 5) + lowestBit(rest));
  }
  return indexes;
}

/** Index, 0..31, of the lowest bit of a word that has any. `rest &= rest - 1` takes it away. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Bits set in a 32-bit word, by the usual halving sums. */
export function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return (((sum + (sum >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

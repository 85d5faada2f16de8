/**
 * One bit per possible start, 32 to a word; set means ruled out, or inside, as the holder says. Int32Array rather than Uint32Array
 * because the engine keeps its words as small integers.
 */
export type Bits = Int32Array;

/** No bit set. */
export function noBits(count: number): Bits {
  return new Int32Array((count + 31) >>> 5);
}

/** The first `count` bits set, and none of the last word's others. */
export function allBits(count: number): Bits {
  const bits = noBits(count);
  setRange(bits, 0, count - 1);
  return bits;
}

/** Sets the bits first..last, both included; nothing when last < first. */
export function setRange(bits: Bits, first: number, last: number): void {
  if (last < first) return;
  const [firstWord, lastWord] = [first >>> 5, last >>> 5];
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

/** Takes every bit of `less` out of `bits`. */
export function dropBits(bits: Bits, less: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word]! &= ~less[word]!;
}

export function hasBit(bits: Bits, index: number): boolean {
  return (bits[index >>> 5]! & (1 << (index & 31))) !== 0;
}

/** How many bits are set in `bits` and not in `without`. */
export function countBits(bits: Bits, without?: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += ones(without ? bits[word]! & ~without[word]! : bits[word]!);
  return count;
}

/** The indexes of the bits set in both, in order. */
export function listBits(bits: Bits, within: Bits): number[] {
  const indexes: number[] = [];
  for (let word = 0; word < bits.length; word++) {
    // Each round takes the lowest bit away: the cost is that of the bits set, not of all.
    for (let rest = bits[word]! & within[word]!; rest !== 0; rest &= rest - 1) indexes.push((word << 5) + 31 - Math.clz32(rest & -rest));
  }
  return indexes;
}

/** Bits set in a 32-bit word, by the usual halving sums. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return (((sum + (sum >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

import { statfs } from 'node:fs/promises';

/** Between two looks at the disk, in milliseconds: a small transaction takes less than one. */
const LOOK_EVERY = 100;

/** Free bytes for an ordinary user on the file system of `directory`; infinite where the system cannot say. */
export async function freeBytesOf(directory: string): Promise<number> {
  try {
    const { bavail, bsize, blocks } = await statfs(directory);
    return blocks > 0 ? bavail * bsize : Infinity;
  } catch {
    return Infinity;
  }
}

/** Answers whether less than `minimum` bytes are free, looking at the disk only now and then. */
export function spaceWatch(freeBytes: () => Promise<number>, minimum: number): () => Promise<boolean> {
  let low = false;
  let lookedAt = -Infinity;
  return async () => {
    if (performance.now() - lookedAt < LOOK_EVERY) return low;
    lookedAt = performance.now();
    low = (await freeBytes()) < minimum;
    return low;
  };
}

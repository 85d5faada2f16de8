import { openSync, readSync, writeSync } from 'node:fs';
import { systemClock, type Clock } from '../../server/platform/clock.ts';

/*
 * A clock that another process steers by a file, since asking for the time cannot wait for an answer. Sixteen characters:
 * `T` and epoch milliseconds stand still, `S` and milliseconds go with the machine's clock, so much ahead or behind.
 */
const size = 16;

/** The clock of the process that is given the file. */
export function steeredClock(file: string): Clock {
  const opened = openSync(file, 'r');
  const buffer = Buffer.alloc(size);
  return {
    now() {
      readSync(opened, buffer, 0, size, 0);
      const number = Number(buffer.toString('latin1', 1));
      return new Date(buffer[0] === 'T'.charCodeAt(0) ? number : systemClock.now().getTime() + number);
    },
  };
}

/** The hand on such a clock. */
export function steering(file: string): { standAt(at: Date): void; shift(milliseconds: number): void } {
  const opened = openSync(file, 'w');
  const write = (kind: 'T' | 'S', number: number): void => void writeSync(opened, `${kind}${String(number).padStart(size - 1)}`, 0, 'latin1');
  write('S', 0);
  return { standAt: (at) => write('T', at.getTime()), shift: (milliseconds) => write('S', milliseconds) };
}

import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/* What processes use of the machine, as Linux tells it; zeros where it does not. */

const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

/** Megabytes that a process holds by itself and its share of what it shares. */
export const megabytesOf = (pid: number): number =>
  orNull(() => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1000) ?? 0;

/** Seconds of processor that a process used; the system counts in hundredths. */
export const secondsOf = (pid: number): number =>
  orNull(() => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }) ?? 0;

const postgres = (): number[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => orNull(() => /postgres/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'))));

/** All processes of PostgreSQL on this machine together. */
export const databaseMegabytes = (): number => postgres().reduce((sum, pid) => sum + megabytesOf(pid), 0);

/** Seconds of processor by who used them, since `begin` was asked: named processes, PostgreSQL, and what is left to everybody else and to nobody. */
export function watchUse(named: Record<string, number>): () => Record<string, number> {
  const began = performance.now();
  const before = new Map([...Object.values(named), ...postgres()].map((pid) => [pid, secondsOf(pid)]));
  const idle = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0) / 1000;
  const idleBefore = idle();
  return () => {
    const since = (pid: number): number => secondsOf(pid) - (before.get(pid) ?? 0);
    const wall = (performance.now() - began) / 1000;
    const used = { ...Object.fromEntries(Object.entries(named).map(([name, pid]) => [name, since(pid)])), database: postgres().reduce((sum, pid) => sum + since(pid), 0), idle: idle() - idleBefore };
    return Object.fromEntries(Object.entries(used).map(([name, seconds]) => [name, (seconds / wall) * 100]));
  };
}

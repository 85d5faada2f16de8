import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Trial } from '../faults.ts';
import { onServer, ownCluster, type Cluster } from '../support/postgres.ts';
import { startCrowd, type Crowd } from './crowd.ts';
import { secondsUntil } from './probes.ts';
import { buildTown, type Town } from './town.ts';
import { report, verdictOn } from './verdict.ts';

const run = promisify(execFile);

/** A file system of so many megabytes, which only root can make. */
async function smallDisk(megabytes: number): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'none', folder]).catch((error: Error) => {
    rmdirSync(folder);
    throw new Error('A small file system cannot be mounted here, which this needs (as root).', { cause: error });
  });
  return {
    folder,
    remove: async () => {
      await run('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}

/** Writes until nothing more goes in; answers how many megabytes. */
function fill(file: string): number {
  const opened = openSync(file, 'w');
  let bytes = 0;
  for (const size of [1_000_000, 4_096, 1]) {
    const block = Buffer.alloc(size, 1);
    try {
      for (;;) bytes += writeSync(opened, block);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(opened);
  return bytes / 1e6;
}

/** Starts the server again whenever it went down, as whoever runs one does it. Answers how to stop, and how often it was down. */
function keepUp(cluster: Cluster): { stop(): Promise<number> } {
  const state = { on: true, downs: 0 };
  const life = (async () => {
    let well = true;
    while (state.on) {
      const running = await cluster.running();
      if (!running && well) state.downs += 1;
      well = running || (await cluster.start().then(() => true, () => false));
      await wait(300);
    }
  })();
  return { stop: async () => ((state.on = false), await life, state.downs) };
}

/** What the log has kept ready for itself is used up. */
async function useUpLog(url: string): Promise<void> {
  const more = (): Promise<boolean> => onServer(url, 'create table if not exists used_up (); drop table used_up; select pg_switch_wal()').then(() => true, () => false);
  for (let turn = 0; turn < 300 && (await more()); turn += 1);
}

interface Full {
  town: Town;
  crowd: Crowd;
  say: (line: string) => void;
}

/** Fills the disk, waits until writes are refused and for a while, and makes room. True when it was full and all went on by itself. */
async function fillAndEmpty({ town, crowd, say }: Full, what: string, filler: string, useUp: () => Promise<void>): Promise<boolean> {
  const { commitments, codes } = crowd.acknowledged;
  const before = commitments.size;
  const megabytes = fill(filler);
  await useUp();
  for (let tries = 0; tries < 600 && !codes.has('503 database-unavailable'); tries += 1) await wait(100);
  const meanwhile = commitments.size - before;
  await wait(8_000);
  unlinkSync(filler);
  const [room, stopped] = [performance.now(), commitments.size];
  const ready = await secondsUntil(town, 200, 60);
  while (commitments.size <= stopped + 3 && performance.now() - room < 60_000) await wait(20);
  const again = (performance.now() - room) / 1000;
  say(`  the disk of the ${what}: ${megabytes.toFixed(0)} MB filled it, ${meanwhile} more were acknowledged before writes were refused; with room again ready after ${ready.toFixed(1)} s, and writes went on after ${again.toFixed(1)} s`);
  if (!codes.has('503 database-unavailable')) say('  no write was refused: the disk was never full');
  return codes.has('503 database-unavailable') && Number.isFinite(ready);
}

/** The disk of the tables is full, then the disk of the log, at which PostgreSQL goes down and cannot come up; each until somebody makes room. */
export const fullDisk: Trial = async ({ seed, say }) => {
  const disk = await smallDisk(160);
  let held = true;
  try {
    for (const what of ['tables', 'log'] as const) {
      const [within, walWithin] = what === 'tables' ? [disk.folder, tmpdir()] : [tmpdir(), disk.folder];
      const cluster = await ownCluster({ within, walWithin, walSegmentMegabytes: 1 });
      const up = keepUp(cluster);
      const town = await buildTown(cluster.url, { web: 2, workers: 2 });
      try {
        const crowd = startCrowd(town, seed, { thinkMs: 40 });
        await wait(3_000);
        const well = await fillAndEmpty({ town, crowd, say }, what, join(disk.folder, 'filler'), () => (what === 'log' ? useUpLog(cluster.url) : Promise.resolve()));
        await wait(2_000);
        const told = await crowd.stop();
        held = (await report(say, town, told, await verdictOn(town, told))) && well && held;
      } finally {
        await town.close();
        say(`  the server went down ${await up.stop()} times`);
        await cluster.remove();
      }
    }
    return held;
  } finally {
    await disk.remove();
  }
};

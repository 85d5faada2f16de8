import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../server/platform/clock.ts';
import { openDatabase } from '../../../server/platform/db/open.ts';
import { createJobs } from '../../../server/platform/jobs/queue.ts';
import { createLog } from '../../../server/platform/log.ts';
import { testDatabase } from '../../support/database.ts';
import { dropItems, effects, itemWork } from './due-items.ts';

const dyingWorker = fileURLToPath(new URL('./dying-worker.ts', import.meta.url));
const log = createLog('silent');
let directory: string;
let url: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fieldwork-jobs-'));
  // On a server both processes use the test database; the embedded one allows one process, so one after the other.
  url = process.env['DATABASE_URL'] === undefined ? '' : ((await testDatabase()).pool.options.connectionString ?? '');
});
afterEach(() => rmSync(directory, { recursive: true }));

it('what a process had claimed when it was killed is done by the next, once', async () => {
  const killed = spawn(process.execPath, [dyingWorker, url, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  const db = await openDatabase({ url: url || null, directory, log });
  const jobs = createJobs({ pool: db.pool, clock: systemClock, log, pollSeconds: 0.5, sweepSeconds: 1 });
  const work = itemWork(db, 'next');
  await new Promise<void>((resolve, reject) => {
    const runDue = async (now: Date): Promise<number> => {
      const done = await work.runDue(now);
      if (done > 0) resolve();
      return done;
    };
    jobs.start([{ ...work, runDue }]).catch(reject);
  });
  expect(await effects(db)).toEqual([{ item: 1, worker: 'next' }]);
  await jobs.stop();
  await dropItems(db);
  await db.close();
});

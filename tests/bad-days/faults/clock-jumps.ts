import { setTimeout as wait } from 'node:timers/promises';
import type { Trial } from '../faults.ts';
import { startCrowd } from './crowd.ts';
import { buildTown } from './town.ts';
import { report, verdictOn } from './verdict.ts';

const hour = 3_600_000;

/** The clock of one process after the other jumps a day ahead, back, two hours behind and back, while all go on. */
export const clockJumps: Trial = async ({ server, seed, say }) => {
  const town = await buildTown(await server(), { web: 2, workers: 2 });
  try {
    const crowd = startCrowd(town, seed);
    let jumps = 0;
    for (const one of town.processes) {
      for (const shift of [24 * hour, 0, -2 * hour, 0]) {
        one.clock.shift(shift);
        jumps += 1;
        await wait(shift === 0 ? 1_500 : 5_000);
      }
    }
    const told = await crowd.stop();
    say(`  ${jumps} jumps of clocks, each process a day ahead and two hours behind for 5 s`);
    return await report(say, town, told, await verdictOn(town, told));
  } finally {
    await town.close();
  }
};

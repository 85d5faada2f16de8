import { setTimeout as wait } from 'node:timers/promises';
import { diceOf } from '../../features/following/month/world.ts';
import type { Trial } from '../faults.ts';
import { startCrowd } from './crowd.ts';
import { buildTown } from './town.ts';
import { report, verdictOn } from './verdict.ts';

/** Any process is killed with SIGKILL at random moments, while people book, move and take things on. */
export const killed: Trial = async ({ server, seed, say }) => {
  const dice = diceOf(seed);
  const town = await buildTown(await server(), { web: 2, workers: 2 });
  try {
    const crowd = startCrowd(town, seed);
    const kills = { web: 0, worker: 0 };
    while (kills.web + kills.worker < 20) {
      await wait(500 + dice.number(3_500));
      const up = town.processes.filter((one) => one.up());
      if (up.length === 0) continue;
      const victim = dice.oneOf(up);
      victim.kill();
      kills[victim.duty] += 1;
    }
    while (!town.processes.every((one) => one.up())) await wait(50);
    const told = await crowd.stop();
    say(`  killed ${kills.web} web and ${kills.worker} worker processes of two each`);
    return await report(say, town, told, await verdictOn(town, told));
  } finally {
    await town.close();
  }
};

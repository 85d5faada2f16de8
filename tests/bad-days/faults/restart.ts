import { setTimeout as wait } from 'node:timers/promises';
import { diceOf } from '../../features/following/month/world.ts';
import type { Trial } from '../faults.ts';
import { ownCluster } from '../support/postgres.ts';
import { startCrowd } from './crowd.ts';
import { allAlive, secondsUntil } from './probes.ts';
import { buildTown } from './town.ts';
import { report, verdictOn } from './verdict.ts';

const rounds = 4;

/** The database server is stopped, by turns as by a power cut and in order, and started again some seconds later; nobody touches the processes. */
export const restart: Trial = async ({ seed, say }) => {
  const dice = diceOf(seed);
  const cluster = await ownCluster();
  const town = await buildTown(cluster.url, { web: 2, workers: 2 });
  try {
    const crowd = startCrowd(town, seed);
    const [noticed, back]: number[][] = [[], []];
    let alive = true;
    for (let round = 0; round < rounds; round += 1) {
      await wait(3_000 + dice.number(2_000));
      await cluster.stop(round % 2 === 0 ? 'immediate' : 'fast');
      noticed!.push(await secondsUntil(town, 503, 10));
      await wait(dice.number(3_000));
      alive &&= await allAlive(town);
      await cluster.start();
      back!.push(await secondsUntil(town, 200, 60));
    }
    await wait(2_000);
    const told = await crowd.stop();
    const seconds = (all: number[]): string => all.map((one) => one.toFixed(1)).join(', ');
    say(`  the server was stopped ${rounds} times; /readyz said so after ${seconds(noticed!)} s and was well ${seconds(back!)} s after the start; /healthz ${alive ? 'stayed well' : 'FAILED'}`);
    const held = await report(say, town, told, await verdictOn(town, told));
    const restarted = town.processes.some((one) => one.starts() > 1);
    return held && alive && !restarted && [...noticed!, ...back!].every(Number.isFinite);
  } finally {
    await town.close();
    await cluster.remove();
  }
};

import { parseArgs } from 'node:util';
import { environment } from '../../server/platform/config.ts';
import { clockJumps } from './faults/clock-jumps.ts';
import { fullDisk } from './faults/full-disk.ts';
import { killed } from './faults/killed.ts';
import { microsoftAway } from './faults/microsoft-away.ts';
import { restart } from './faults/restart.ts';
import { ownCluster, type Cluster } from './support/postgres.ts';

/*
 * npm run test:faults: what may happen to a deployment happens to a real one, with people at it; afterwards nothing that was acknowledged
 * is lost, nothing is doubled, and nobody had to help. `-- --only NAME --seed N`. Databases are made on the server of DATABASE_URL, or on one of
 * the script's own, which the faults that are about the server always have. Exit code 1 when anything is wrong.
 */
export type Trial = (of: {
  /** Address of a server that databases may be made on. */
  server: () => Promise<string>;
  seed: number;
  say: (line: string) => void;
}) => Promise<boolean>;

const trials: Record<string, Trial> = { killed, restart, 'full-disk': fullDisk, 'microsoft-away': microsoftAway, 'clock-jumps': clockJumps };

const { values } = parseArgs({ options: { only: { type: 'string' }, seed: { type: 'string', default: '1' } } });
const names = values.only === undefined ? Object.keys(trials) : values.only.split(',');
const unknown = names.filter((name) => !(name in trials));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join()}: choose of ${Object.keys(trials).join()}.`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
let own: Cluster | null = null;
const server = async (): Promise<string> => environment().DATABASE_URL || (own ??= await ownCluster()).url;
const failed: string[] = [];
try {
  for (const name of names) {
    const began = performance.now();
    say(`${name}, seed ${values.seed}`);
    if (!(await trials[name]!({ server, seed: Number(values.seed), say }))) failed.push(name);
    say(`  ${failed.includes(name) ? 'FAILED' : 'held'} after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
} finally {
  await (own as Cluster | null)?.remove();
}
process.exitCode = failed.length === 0 ? 0 : 1;

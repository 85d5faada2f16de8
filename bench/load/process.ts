import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startProcess } from '../../server/compose.ts';
import type { Duty } from '../../server/platform/config.ts';
import { createLog } from '../../server/platform/log.ts';
import type { Transport } from '../../server/platform/microsoft/transport.ts';
import { origin } from '../../server/platform/request.ts';
import { stopOnSignal } from '../../server/run.ts';
import { through } from '../../tests/processes/tenant-server.ts';
import { clientId, secret, start, teamsAppId, tenantId } from '../api/population.ts';

/* One process of a deployment, as `server/run.ts` makes it, on the bench's tenant. Time stands still, so that every run finds the same due. */
const [duty, tenant, url] = process.argv.slice(2) as [Duty, string, string];
/** Which calls to Microsoft 365 were made for which request since they were last asked for: from when to when, epoch milliseconds. */
let calls: [string, number, number][] = [];
const network = through(tenant);
const instant = (): number => performance.timeOrigin + performance.now();
const timed: Transport = async (request) => {
  const [id, from] = [origin()?.requestId ?? '', instant()];
  try {
    return await network(request);
  } finally {
    calls.push([id, from, instant()]);
  }
};
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
/** What the parent asks for after each run. */
export interface Told {
  calls: [string, number, number][];
  /** How late the event loop was at worst in 99 of 100 looks, milliseconds: an answer that is there is seen so much later. */
  loopP99: number;
}
process.on('message', () => {
  process.send!({ calls, loopP99: loop.percentile(99) / 1e6 } satisfies Told);
  calls = [];
  loop.reset();
});

const running = await startProcess({
  duty, port: 0, metricsPort: null, drainSeconds: 0,
  settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [] },
  database: { url, directory: null },
  credential: { secret },
  tokenKeys: ['c2VhbGVkIGluIHRlc3RzIHdpdGggdGhpcyBvbmUga2U='],
  // Everybody comes from one address here.
  rates: { perPerson: 0, perAddress: 0, guesses: 0 },
  tenants: [tenantId],
  transport: timed,
  clock: { now: () => start },
  log: createLog('fatal'),
});
stopOnSignal(running.stop);
// Whoever started us is gone.
process.stdin.resume().once('end', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ port: running.port })}\n`);

import { startProcess } from '../../server/compose.ts';
import type { Duty } from '../../server/platform/config.ts';
import { createLog } from '../../server/platform/log.ts';
import { stopOnSignal } from '../../server/run.ts';
import { through } from '../../tests/processes/tenant-server.ts';
import { clientId, secret, start, teamsAppId, tenantId } from '../api/population.ts';

/* One process of a deployment, as `server/run.ts` makes it, on the bench's tenant. Time stands still, so that every run finds the same due. */
const [duty, tenant, url] = process.argv.slice(2) as [Duty, string, string];
const running = await startProcess({
  duty, port: 0, metricsPort: null, drainSeconds: 0,
  settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [] },
  database: { url, directory: null },
  credential: { secret },
  tokenKeys: ['c2VhbGVkIGluIHRlc3RzIHdpdGggdGhpcyBvbmUga2U='],
  // Everybody comes from one address here.
  rates: { perPerson: 0, perAddress: 0, guesses: 0 },
  tenants: [tenantId],
  transport: through(tenant),
  clock: { now: () => start },
  log: createLog('fatal'),
});
stopOnSignal(running.stop);
// Whoever started us is gone.
process.stdin.resume().once('end', () => process.exit(0));
process.stdout.write(`${JSON.stringify({ port: running.port })}\n`);

import { startProcess } from '../../server/compose.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createLog } from '../../server/platform/log.ts';
import { usualRates } from '../../server/platform/rate-limits.ts';
import { stopOnSignal } from '../../server/run.ts';
import { address, clientId, secret, teamsAppId, tenantId } from '../support/seed.ts';
import type { ChildOptions } from './processes.ts';
import { steeredClock } from './steered-clock.ts';
import { through } from './tenant-server.ts';

/** One process of a deployment as `server/run.ts` makes it, with the simulated tenant of whoever started it: see `processes.ts`. */
const { duty, tenant, url, directory, drainSeconds, clockFile, sweepSeconds, port, logLevel } = JSON.parse(process.argv[2]!) as ChildOptions;
const running = await startProcess({
  duty, drainSeconds,
  settings: {
    baseUrl: 'http://localhost', clientId, teamsAppId, authority: `https://login.microsoftonline.com/${tenantId}`,
    staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [], noticesFrom: address('fieldwork'),
  },
  port: port ?? 0,
  metricsPort: 0,
  database: { url, directory },
  credential: { secret },
  tokenKeys: ['c2VhbGVkIGluIHRlc3RzIHdpdGggdGhpcyBvbmUga2U='],
  rates: usualRates,
  tenants: [tenantId],
  transport: through(tenant),
  clock: clockFile ? steeredClock(clockFile) : systemClock,
  log: createLog(logLevel ?? 'debug'),
  ...(sweepSeconds && { sweepSeconds }),
});
stopOnSignal(running.stop);
process.stdout.write(`${JSON.stringify({ port: running.port, metricsPort: running.metricsPort })}\n`);

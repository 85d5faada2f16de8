import autocannon from 'autocannon';
import { environment } from '../server/platform/config.ts';
import { median, runBench, startServer, stopServer, type Started } from './started.ts';

/*
 * npm run bench:api: the home and search routes on an organisation of 200 people, beside a bare Express route that verifies a token and
 * reads one row from the same kind of database. Each server is a process of its own; they are measured by turns, ABBA, so that a machine
 * that grows slower or faster does it to both. Fails when the home route has less than half of the bare route's throughput.
 */
const ROUNDS = 24;
const SECONDS = 1;
const CONNECTIONS = 10;
const LEAST = 0.5;

interface Product extends Started {
  tokens: string[];
  engagements: string[];
  keys: object;
  now: string;
}

interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
}

async function measure(port: number, requests: autocannon.Request[]): Promise<Measured> {
  const { non2xx, errors, requests: rate, latency } = await autocannon({ url: `http://127.0.0.1:${port}`, connections: CONNECTIONS, duration: SECONDS, requests });
  if (non2xx + errors > 0) throw new Error(`${non2xx} answers were refusals and ${errors} did not come: nothing was measured`);
  return { perSecond: rate.average, p50: latency.p50, p99: latency.p99 };
}

const report = (name: string, runs: Measured[], more = ''): void => {
  const [perSecond, p50, p99] = (['perSecond', 'p50', 'p99'] as const).map((key) => median(runs.map((run) => run[key])));
  process.stdout.write(`${name.padEnd(34)}${perSecond!.toFixed(0).padStart(8)} /s   p50 ${p50} ms   p99 ${p99} ms${more}\n`);
};

/** A is ours, B the bare one; one pair gives one ratio. */
async function compare(ours: () => Promise<Measured>, bare: () => Promise<Measured>): Promise<{ ours: Measured[]; bare: Measured[]; ratios: number[] }> {
  const [a, b]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? ([[ours, a], [bare, b]] as const) : ([[bare, b], [ours, a]] as const);
    for (const [run, into] of order) into.push(await run());
  }
  return { ours: a, bare: b, ratios: a.map((run, index) => run.perSecond / b[index]!.perSecond) };
}

async function main(): Promise<void> {
  const databaseUrl = environment().DATABASE_URL ?? '';
  const product = await startServer<Product>('product-server.ts', databaseUrl);
  const bare = await startServer('bare-server.ts', databaseUrl, JSON.stringify(product.keys), product.now);
  const headers = product.tokens.map((token) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' }));
  const get = (path: string) => headers.map((own) => ({ method: 'GET' as const, path, headers: own }));
  const finds = headers.map((own, index) => ({ method: 'POST' as const, path: `/api/engagements/${product.engagements[index]}/times`, headers: own, body: '{"kind":"three-way"}' }));
  try {
    // The first requests compile the code and fill the caches; they are nobody's throughput.
    for (const [port, requests] of [[product.port, get('/api/home')], [bare.port, get('/row')], [product.port, finds]] as const) await measure(port, requests);
    const { ours, bare: peer, ratios } = await compare(() => measure(product.port, get('/api/home')), () => measure(bare.port, get('/row')));
    const search = [await measure(product.port, finds), await measure(product.port, finds), await measure(product.port, finds)];
    const ratio = median(ratios);
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    process.stdout.write(`${databaseUrl ? 'PostgreSQL' : 'embedded database'}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s, medians\n`);
    report('bare Express, token and one row', peer);
    report('GET /api/home', ours, `   ${ratio.toFixed(2)} of the bare route (${spread}; target ${LEAST})`);
    report('POST /api/engagements/:id/times', search);
    if (ratio < LEAST) throw new Error(`the home route has ${ratio.toFixed(2)} of the bare route's throughput, less than ${LEAST}`);
  } finally {
    await stopServer(product);
    await stopServer(bare);
  }
}

runBench(main);

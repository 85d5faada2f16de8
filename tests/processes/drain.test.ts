import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemClock } from '../../server/platform/clock.ts';
import { createSimulation, type Simulation } from '../../server/sandbox/simulation.ts';
import { keyedStore } from '../sandbox/support/keyed-store.ts';
import { silent } from '../support/api.ts';
import { engagementBody } from '../support/engagement.ts';
import { address, seed } from '../support/seed.ts';
import { startChild, type Started } from './processes.ts';
import { serveTenant, type ServedTenant } from './tenant-server.ts';

let simulation: Simulation;
let tenant: ServedTenant;
let running: Started;
let directory: string;
/** How slowly Microsoft 365 answers, in milliseconds. */
let slowly = 0;
let authorization: string;

beforeAll(async () => {
  simulation = await createSimulation({ seed: { ...seed(), now: systemClock.now().toISOString() }, store: await keyedStore(), log: silent });
  tenant = await serveTenant(simulation, () => slowly);
  directory = mkdtempSync(join(tmpdir(), 'fieldwork-drain-'));
  running = await startChild({ duty: 'both', tenant: tenant.url, url: null, directory, drainSeconds: 0.6 });
  authorization = `Bearer ${await simulation.entra.issueApiToken(address('amina'), 'teams')}`;
});
afterAll(() => {
  running.child.kill('SIGKILL');
  tenant.close();
  rmSync(directory, { recursive: true });
});

const send = (path: string, more: RequestInit = {}): Promise<Response> => fetch(`${running.url}${path}`, { ...more, headers: { authorization, 'content-type': 'application/json', ...more.headers } });
const status = async (path: string): Promise<number> => (await fetch(`${running.url}${path}`)).status;

it('says what it does on a port of its own', async () => {
  expect([await status('/healthz'), await status('/readyz'), await status('/metrics')]).toEqual([200, 200, 404]);
  const requestId = randomUUID();
  expect((await send('/api/people?search=ines', { headers: { 'x-request-id': requestId } })).headers.get('x-request-id')).toBe(requestId);
  expect(tenant.requestIds.has(requestId)).toBe(true);
  const odd = (await send('/api/home', { headers: { 'x-request-id': "Robert'); drop" } })).headers.get('x-request-id');
  expect(odd).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  await send('/api/engagements/not-an-id');
  const page = await (await fetch(`${running.metricsUrl}/metrics`)).text();
  for (const line of [
    /fieldwork_http_request_seconds_count\{method="GET",route="\/api\/people",status="200"\} 1/,
    /fieldwork_http_request_seconds_count\{method="GET",route="\/api\/engagements\/:engagementId",status="404"\} 1/,
    /fieldwork_graph_call_seconds_count\{operation="[^"]+",outcome="ok"\}/,
    /fieldwork_entra_tokens_total\{kind="delegated",outcome="ok"\} 1/,
    /fieldwork_oldest_due_seconds\{job="session-calendar"\} 0/,
    /fieldwork_live_streams 0/,
    /nodejs_eventloop_lag_seconds /,
    /process_resident_memory_bytes /,
  ]) expect(page).toMatch(line);
});

it('lets nobody down who was let in when it is told to go', async () => {
  const made = await send('/api/engagements', { method: 'POST', body: JSON.stringify(engagementBody()) });
  const { id } = (await made.json()) as { id: string };
  const stream = await send(`/api/engagements/${id}/live`);
  const streamEnds = stream.text();
  const statuses: number[] = [];
  const failures: string[] = [];
  const front = { open: true };
  // Whoever distributes requests looks at /readyz, and sends until it says no.
  const worker = async (number: number): Promise<void> => {
    while (front.open) {
      const write = { method: 'POST', body: JSON.stringify({ id: randomUUID(), text: 'Ask three colleagues' }) };
      await (number % 2 ? send(`/api/engagements/${id}/commitments`, write) : send('/api/home')).then(
        async (answer) => (await answer.text(), statuses.push(answer.status)),
        (error: Error) => failures.push(String(error.cause ?? error)),
      );
    }
  };
  const workers = Array.from({ length: 8 }, (_none, number) => worker(number));
  // In full swing, however slow the machine: everybody was answered once, and somebody twice.
  while (statuses.length + failures.length <= workers.length) await new Promise((resolve) => setTimeout(resolve, 20));
  slowly = 900;
  // Under way when the door closes, since Microsoft takes longer than that.
  const slow = send('/api/people?search=marcus').then((answer) => answer.status);
  const exit = running.terminate();
  while ((await status('/readyz')) === 200) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await status('/healthz')).toBe(200);
  front.open = false;
  await Promise.all(workers);
  expect(await slow).toBe(200);
  await streamEnds;
  expect(await exit).toBe(0);
  expect(failures).toEqual([]);
  expect(statuses.filter((one) => one >= 400)).toEqual([]);
  expect(running.lines.some((line) => line.includes('drained'))).toBe(true);
  const log = running.lines.join('\n');
  expect(log).toContain('"route":"/api/people"');
  expect([...'Amina Marcus Ines alder.example colleagues eyJ'.split(' '), 'Delegate more', 'search=', '127.0.0.1'].filter((text) => log.includes(text))).toEqual([]);
});

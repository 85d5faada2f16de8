import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Engagement } from '../../server/features/engagements/contract.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Duty } from '../../server/platform/config.ts';
import { createSimulation, type Simulation } from '../../server/sandbox/simulation.ts';
import { calendarAt } from '../../server/sandbox/tenant/views.ts';
import { keyedStore } from '../sandbox/support/keyed-store.ts';
import { silent } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { engagementBody } from '../support/engagement.ts';
import { address, seed } from '../support/seed.ts';
import { startChild, type Started } from './processes.ts';
import { serveTenant, type ServedTenant } from './tenant-server.ts';

const dayAfter = (days: number): string => new Date(systemClock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Weekdays of the second week from now at 10:00 UTC and later: inside everybody's working hours. */
function times(count: number): string[] {
  const day = new Date(systemClock.now().getTime() + 8 * 86_400_000);
  while (day.getUTCDay() !== 2) day.setUTCDate(day.getUTCDate() + 1);
  return Array.from({ length: count }, (_none, index) => {
    const at = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + Math.floor(index / 3), 10 + 2 * (index % 3)));
    return at.toISOString();
  });
}

// The embedded database belongs to one process, so this is for a server alone.
const onServer = process.env['DATABASE_URL'] === undefined ? describe.skip : describe;

onServer('two processes that answer and two that work, on one database', () => {
  let simulation: Simulation;
  let tenant: ServedTenant;
  let web: Started[];
  let workers: Started[];
  let authorization: string;

  beforeAll(async () => {
    const url = (await testDatabase()).pool.options.connectionString!;
    simulation = await createSimulation({ seed: { ...seed(), now: systemClock.now().toISOString() }, store: await keyedStore(), log: silent });
    tenant = await serveTenant(simulation);
    const start = (duty: Duty) => startChild({ duty, tenant: tenant.url, url, directory: null, drainSeconds: 0.3 });
    [web, workers] = await Promise.all([Promise.all([start('web'), start('web')]), Promise.all([start('worker'), start('worker')])]);
    authorization = `Bearer ${await simulation.entra.issueApiToken(address('amina'), 'teams')}`;
  });
  afterAll(() => {
    for (const { child } of [...web, ...workers]) child.kill('SIGKILL');
    tenant.close();
  });

  const send = async (at: number, path: string, body?: unknown) =>
    fetch(`${web[at]!.url}${path}`, { method: body ? 'POST' : 'GET', headers: { authorization, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) });

  it('hear each other, do everything once, and let one of each go meanwhile', async () => {
    expect((await fetch(`${workers[0]!.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${workers[0]!.url}/api/home`)).status).toBe(404);
    const engagement = (await (await send(0, '/api/engagements', engagementBody({ sponsor: null, startsOn: dayAfter(0), endsOn: dayAfter(180) }))).json()) as Engagement;
    const at = `/api/engagements/${engagement.id}`;
    const stream = (await send(1, `${at}/live`)).body!.getReader();
    const sessions = times(6).map((start) => ({ id: randomUUID(), kind: 'coaching', start, minutes: 60, agenda: '', relax: [{ type: 'spacing' }] }));
    const book = (index: number): Promise<number[]> =>
      // Sent to both, as a browser does that had no answer from the first.
      Promise.all([0, 1].map(async (one) => (await send(one, `${at}/sessions`, sessions[index])).status));
    const statuses: number[][] = [];
    for (const index of [0, 1, 2]) statuses.push(await book(index));
    await send(0, `${at}/commitments`, { id: randomUUID(), text: 'Ask three colleagues' });
    let heard = '';
    while (!heard.includes('event: commitment')) heard += Buffer.from((await stream.read()).value!).toString();
    const gone = [web[0]!, workers[0]!].map((one) => one.terminate());
    while ((await fetch(`${web[0]!.url}/readyz`)).status === 200) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const session of sessions.slice(3)) statuses.push([(await send(1, `${at}/sessions`, session)).status]);
    expect(await Promise.all(gone)).toEqual([0, 0]);
    expect(statuses.flat().filter((status) => status >= 300)).toEqual([]);
    const starts = sessions.map(({ start }) => Date.parse(start));
    const inCalendar = () => calendarAt(simulation.tenant, address('amina'), new Date(starts[0]!), new Date(starts.at(-1)! + 3_600_000)).map((entry) => Date.parse(entry.start));
    while (inCalendar().length < sessions.length) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(inCalendar()).toEqual(starts);
    await stream.cancel();
  });
});

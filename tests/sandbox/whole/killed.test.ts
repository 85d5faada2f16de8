import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Session, SessionList, TimesFound } from '../../../server/features/scheduling/contract.ts';

const root = resolve(import.meta.dirname, '../../..');
const script = join(root, 'tests/support/run-sandbox.ts');

const organisation = {
  now: '2026-03-02T08:00:00Z',
  people: [
    { address: 'amina@alder.example', name: 'Amina Diop', zone: 'Europe/London', manager: 'marcus@alder.example' },
    { address: 'marcus@alder.example', name: 'Marcus Bell', zone: 'Europe/London' },
    { address: 'ines@alder.example', name: 'Ines Ortega', zone: 'Europe/Madrid' },
  ],
};

let folder: string;
let tenantFile: string;
let child: ChildProcess;
let origin: string;

async function start(): Promise<void> {
  child = spawn(process.execPath, [script, join(folder, 'data'), tenantFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  origin = line;
}

async function kill(): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function call<Body>(method: string, path: string, body?: unknown, authorization?: string): Promise<{ status: number; body: Body }> {
  const response = await fetch(origin + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(authorization && { authorization }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
}

const signIn = async (user: string): Promise<string> => `Bearer ${(await call<{ token: string }>('POST', '/sandbox/api/token', { user, surface: 'teams' })).body.token}`;

async function engagement(token: string): Promise<string> {
  const id = randomUUID();
  const person = async (name: string) => (await call<{ people: object[] }>('GET', `/api/people?search=${name}`, undefined, token)).body.people[0] as { objectId: string; email: string; displayName: string };
  const pick = ({ objectId, email, displayName }: { objectId: string; email: string; displayName: string }) => ({ objectId, email, displayName });
  const [client, coach, sponsor] = [pick(await person('amina')), pick(await person('ines')), pick(await person('marcus'))];
  const made = await call('POST', '/api/engagements', { id, client, coach, sponsor, goals: [], startsOn: '2026-03-02', endsOn: '2026-09-01' }, token);
  expect(made.status).toBe(201);
  return id;
}

interface Entry {
  attendees: unknown[];
  isCancelled: boolean;
}
const meetings = async (user: string, until = '2026-04-01'): Promise<number> => {
  const { body } = await call<{ events: Entry[] }>('GET', `/sandbox/api/calendar?user=${user}&from=2026-03-01T00:00:00Z&to=${until}T00:00:00Z`);
  return body.events.filter((event) => event.attendees.length > 0 && !event.isCancelled).length;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-killed-'));
  tenantFile = join(folder, 'tenant.json');
  writeFileSync(tenantFile, JSON.stringify(organisation));
  await start();
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true });
});

describe('a killed server', () => {
  it.each([
    ['before Microsoft did it', { match: 'POST /me/events', fault: 'slow', retryAfter: 30 }],
    ['after Microsoft did it and before anybody knew', { match: 'POST /chats/*', fault: 'slow', retryAfter: 30 }],
  ])('%s: one session, one event, nothing acknowledged is lost', async (_when, fault) => {
    let token = await signIn('amina@alder.example');
    const id = await engagement(token);
    const { body: found } = await call<TimesFound>('POST', `/api/engagements/${id}/times`, {}, token);
    await call('POST', '/sandbox/api/faults', [fault]);
    const session = { id: randomUUID(), start: found.slots[0]!.start, minutes: 60 };
    // The request hangs at Microsoft: the server dies while it waits.
    const hanging = call('POST', `/api/engagements/${id}/sessions`, session, token).catch(() => null);
    let stored: Session[] = [];
    while (stored.length === 0) stored = (await call<SessionList>('GET', `/api/engagements/${id}/sessions`, undefined, token)).body.sessions;
    expect(stored[0]).toMatchObject({ id: session.id });
    await kill();
    await hanging;

    await start();
    token = await signIn('amina@alder.example');
    const soon = new Date(Date.parse((await call<{ now: string }>('GET', '/sandbox/api/clock')).body.now) + 120_000).toISOString();
    await call('POST', '/sandbox/api/clock', { now: soon });
    const sessions = (await call<SessionList>('GET', `/api/engagements/${id}/sessions`, undefined, token)).body.sessions;
    expect(sessions.map((one) => [one.id, one.state, one.calendar.status])).toEqual([[session.id, 'booked', 'done']]);
    for (const user of ['amina', 'ines', 'marcus']) expect([user, await meetings(`${user}@alder.example`)]).toEqual([user, 1]);
    // Pressing again after the restart is still the same session.
    const again = await call<Session>('POST', `/api/engagements/${id}/sessions`, session, token);
    expect([again.status, again.body.id]).toEqual([201, session.id]);
    expect(await meetings('ines@alder.example')).toBe(1);
  });

  it('in the middle of a series: each session once, each event once', async () => {
    let token = await signIn('amina@alder.example');
    const id = await engagement(token);
    const asked = { everyDays: 14, count: 8, weekday: 2, minute: 600 };
    const { body: found } = await call<TimesPreview>('POST', `/api/engagements/${id}/series/times`, asked, token);
    const sessions = found.occurrences.flatMap(({ best, kind, minutes, itemId }) => (best ? [{ id: randomUUID(), kind, start: best.start, minutes, itemId }] : []));
    expect(sessions).toHaveLength(8);
    // Some are written, others hang at Microsoft when the server dies.
    await call('POST', '/sandbox/api/faults', [{ match: 'POST /me/events', fault: 'slow', retryAfter: 30, chance: 0.5, seed: 5 }]);
    const series = { id: randomUUID(), relax: found.relax, sessions };
    const hanging = call('POST', `/api/engagements/${id}/series`, series, token).catch(() => null);
    const written = (): Promise<number> => meetings('ines@alder.example', '2026-09-01');
    while ((await written()) === 0);
    await kill();
    await hanging;

    await start();
    token = await signIn('amina@alder.example');
    const states = async (): Promise<string[]> => (await call<SessionList>('GET', `/api/engagements/${id}/sessions`, undefined, token)).body.sessions.map(({ calendar }) => calendar.status);
    for (let round = 1; round <= 6 && (await states()).some((status) => status !== 'done'); round += 1) {
      const { now } = (await call<{ now: string }>('GET', '/sandbox/api/clock')).body;
      await call('POST', '/sandbox/api/clock', { now: new Date(Date.parse(now) + 300_000).toISOString() });
    }
    expect(await states()).toEqual(Array(8).fill('done'));
    for (const user of ['amina', 'ines']) expect([user, await meetings(`${user}@alder.example`, '2026-09-01')]).toEqual([user, 8]);
    expect((await call('POST', `/api/engagements/${id}/series`, series, token)).status).toBeLessThan(300);
    expect(await written()).toBe(8);
  });

  it('a second process on the same folder is told who holds it, and harms nothing', async () => {
    const second = spawn(process.execPath, [script, join(folder, 'data'), tenantFile], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).not.toBe(0);
    expect(said).toContain(String(child.pid));
    expect((await call('GET', '/sandbox/api/clock')).status).toBe(200);
  });
});

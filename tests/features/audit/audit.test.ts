import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { AuditPage } from '../../../server/features/audit/contract.ts';
import { auditRetention } from '../../../server/features/audit/jobs.ts';
import { subjectsOf } from '../../../server/features/audit/rules.ts';
import { wordsOf } from '../../../server/features/audit/words/words.ts';
import { operations } from '../../api/support/document.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';

let api: Api;
beforeEach(async () => void (api = await startApi()));
afterEach(() => api.close());

const lines = async (caller: Caller, query = '') => (await caller.get<AuditPage>(`/api/audit${query}`)).body.lines;

it('says who did what to which thing, as what, and not a word of it', async () => {
  const [amina, ines, lena, omar] = [await api.as('amina'), await api.as('ines'), await api.as('lena'), await api.as('omar')];
  const { id } = await startEngagement(api);
  const commitment = randomUUID();
  const made = await amina.post(`/api/engagements/${id}/commitments`, { id: commitment, text: 'Ask three colleagues' });
  await ines.post(`/api/engagements/${id}/agenda/items`, { id: randomUUID(), text: 'What got in the way' });
  await lena.post(`/api/engagements/${id}/pause`, { until: '2026-04-01' });
  // Refused or only read: nothing was done.
  await omar.post(`/api/engagements/${id}/end`);
  await amina.get('/api/home');
  const read = await lines(lena);
  expect(read.map(({ action, role, signedBy, status }) => [action, role, signedBy, status])).toEqual([
    ['POST /api/engagements/:engagementId/pause', 'programme-lead', 'sign-in', 200],
    ['POST /api/engagements/:engagementId/agenda/items', 'coach', 'sign-in', 200],
    ['POST /api/engagements/:engagementId/commitments', 'client', 'sign-in', 201],
    ['POST /api/engagements', 'person', 'sign-in', 201],
  ]);
  expect(read[2]).toMatchObject({ subjects: { engagementId: id, id: commitment }, requestId: made.headers.get('x-request-id') });
  expect(read.map(({ actor, did, concerning, kind }) => [actor, did, concerning, kind])).toEqual([
    ['Lena Example', 'paused a coaching', 'Amina Example with Ines Example', 'engagements'],
    ['Ines Example', 'worked on an agenda', 'Amina Example with Ines Example', 'work'],
    ['Amina Example', 'worked on fieldwork', 'Amina Example with Ines Example', 'work'],
    ['Amina Example', 'started a coaching', 'Amina Example with Ines Example', 'engagements'],
  ]);
  expect(JSON.stringify(read)).not.toMatch(/colleagues|got in the way|alder\.example|Delegate/i);
  expect((await lines(amina)).map(({ action }) => action)).toEqual(['POST /api/engagements/:engagementId/commitments', 'POST /api/engagements']);
  expect(await lines(omar)).toEqual([]);
  expect((await lines(lena, `?before=${read[1]!.id}`)).length).toBe(2);
});

it('names a coach outside who comes by link', async () => {
  const { id, participants } = await startEngagement(api, { coach: dana, sponsor: null });
  const amina = await api.as('amina');
  const link = await amina.post<{ url: string }>(`/api/engagements/${id}/coach-links`, { send: false });
  const made = await api.with(`Link ${new URL(link.body.url).hash.slice(1)}`).post('/api/coach/agenda/items', { id: randomUUID(), text: 'From outside' });
  expect(made.status).toBe(200);
  const [line] = await lines(await api.as('lena'));
  expect(line).toMatchObject({ action: 'POST /api/coach/agenda/items', signedBy: 'coach-link', actorId: participants.find(({ role }) => role === 'coach')!.id });
});

it('is read by person and kind, page by page', async () => {
  const [amina, lena] = [await api.as('amina'), await api.as('lena')];
  const { id, participants } = await startEngagement(api);
  const client = participants.find(({ role }) => role === 'client')!.id;
  await lena.post(`/api/engagements/${id}/pause`, { until: '2026-04-01' });
  await lena.post(`/api/engagements/${id}/resume`);
  await amina.put('/api/review/answer', { week: '2026-W10', key: 'one', text: 'A thought', version: 0 });
  expect((await lines(lena, `?person=${client}`)).map(({ did }) => did)).toEqual(['used something of their own', 'started a coaching']);
  expect((await lines(lena, '?kind=engagements')).map(({ did }) => did)).toEqual(['resumed a coaching', 'paused a coaching', 'started a coaching']);
  expect((await lines(lena, `?kind=own&person=${client}`)).length).toBe(1);
  expect(await lines(lena, '?kind=sharing')).toEqual([]);
  // To everybody else there is nobody but themselves.
  const leads = (await lines(lena))[1]!.actorId;
  expect(await lines(amina, `?person=${leads}`)).toEqual([]);
  await api.context.db.system((tx) => tx.query(
    `insert into audit_log (tenant_id, at, actor_id, role, signed_by, action, subjects, status, request_id)
     select tenant_id, at, actor_id, role, signed_by, 'POST /api/long/ago', '{}', status, request_id from audit_log, generate_series(1, 120) where action = 'POST /api/engagements'`));
  const first = (await lena.get<AuditPage>('/api/audit?kind=other')).body;
  const second = (await lena.get<AuditPage>(`/api/audit?kind=other&before=${first.next}`)).body;
  expect([first.lines.length, second.lines.length, second.next]).toEqual([100, 20, null]);
  expect(new Set([...first.lines, ...second.lines].map((line) => line.id)).size).toBe(120);
  expect(first.lines[0]!.did).toContain('POST /api/long/ago');
});

it('has words for everything that leaves a line', () => {
  const leaving = operations.filter(({ method, caller }) => method !== 'GET' && caller !== 'anybody');
  expect(leaving.length).toBeGreaterThan(80);
  const actions = leaving.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
  expect(actions.filter((action) => wordsOf(action)[0] === 'other')).toEqual([]);
});

it('cannot be rewritten by anybody, and is kept for a year', async () => {
  await startEngagement(api);
  const { db, settings } = api.context;
  const tenant = (await db.system((tx) => tx.query<{ id: string }>('select id from tenants'))).rows[0]!.id;
  for (const sql of ["update audit_log set action = 'x'", 'delete from audit_log', 'truncate audit_log']) {
    await expect(db.scoped(tenant, (tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    await expect(db.system((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
  }
  expect(settings.auditDays).toBeUndefined();
  const count = async () => (await db.system((tx) => tx.query('select from audit_log'))).rowCount;
  const work = auditRetention(api.context);
  const due = (await work.nextDueAt())!;
  expect(due.toISOString().slice(0, 10)).toBe('2027-03-02');
  expect([await work.runDue(new Date(due.getTime() - 1)), await count(), await work.runDue(due), await count()]).toEqual([0, 1, 1, 0]);
});

it('reads ids and nothing else', () => {
  const id = randomUUID();
  expect(subjectsOf({ sessionId: id }, { text: 'words', id, note: `${id} x`, many: [id], engagementId: null }, undefined)).toEqual({ sessionId: id, id });
  expect(subjectsOf({ id: id }, { id: randomUUID() })).toEqual({ id });
});

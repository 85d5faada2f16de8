import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { OwnData } from '../../../server/features/privacy/contract.ts';
import { allPersonal } from '../../../server/features/privacy/service.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';

let api: Api;
beforeEach(async () => void (api = await startApi()));
afterEach(() => api.close());

/** Tables with nothing of a person for them to have, and why. */
const others: Record<string, string> = {
  tenants: 'the organisation',
  schema_migrations: 'the database',
  rate_counts: 'a minute’s counts under keyed hashes',
  signing_keys: 'Microsoft’s public keys, sealed',
  live_events: 'which thing changed, for a day',
  graph_tokens: 'sealed, ends within the hour, and is a key rather than a statement',
  action_plans: 'the number of the version that is in force',
  agenda_prompts: 'that a session was asked about',
  fieldwork_digests: 'that open fieldwork was looked at before a session',
  series_sessions: 'which sessions were booked together',
  erasures: 'kept with the person’s row',
};

it('covers every table of the database, and columns that there are', async () => {
  const { rows } = await api.context.db.system((tx) => tx.query<{ name: string; columns: string[] }>(
    "select table_name::text as name, array_agg(column_name::text) as columns from information_schema.columns where table_schema = 'public' group by 1"));
  const known = new Map(rows.map(({ name, columns }) => [name, columns]));
  const covered = new Set(allPersonal.map(({ table }) => table));
  expect([...known.keys()].filter((name) => !covered.has(name) && !others[name])).toEqual([]);
  expect([...Object.keys(others), ...covered].filter((name) => !known.has(name))).toEqual([]);
  expect(allPersonal.flatMap(({ table, columns }) => columns.filter((column) => !known.get(table)!.includes(column)).map((column) => `${table}.${column}`))).toEqual([]);
  // Nothing that opens anything leaves with it.
  expect(allPersonal.flatMap(({ columns }) => columns).filter((column) => /secret|hash|token|delta|subscription|claim/.test(column))).toEqual([]);
});

const dataOf = async (who: Caller) => (await who.get<OwnData>('/api/me/export')).body.data;

it('gives everybody their own, whole, and nothing of others', async () => {
  const [amina, ines, marcus, omar] = [await api.as('amina'), await api.as('ines'), await api.as('marcus'), await api.as('omar')];
  const { id } = await startEngagement(api);
  await amina.post(`/api/engagements/${id}/commitments`, { id: randomUUID(), text: 'Ask three colleagues' });
  await amina.post(`/api/engagements/${id}/agenda/items`, { id: randomUUID(), text: 'What I avoid' });
  await ines.post(`/api/engagements/${id}/agenda/items`, { id: randomUUID(), text: 'What got in the way' });
  const session = { id: randomUUID(), kind: 'coaching', start: '2026-03-09T10:00:00Z', minutes: 60, agenda: 'A board meeting' };
  expect((await amina.post(`/api/engagements/${id}/sessions`, session)).status).toBe(201);
  const own = await dataOf(amina);
  expect(own['you']).toMatchObject([{ email: 'amina@alder.example', display_name: 'Amina Example' }]);
  expect(own['fieldwork']).toMatchObject([{ text: 'Ask three colleagues' }]);
  expect(own['agendas of sessions']).toMatchObject([{ agenda: 'A board meeting' }]);
  expect(own['points of agendas']!.map(({ text }) => text)).toEqual(['What I avoid']);
  const texts = async (who: Caller) => JSON.stringify(await dataOf(who));
  expect((await dataOf(ines))['points of agendas']!.map(({ text }) => text)).toEqual(['What got in the way']);
  for (const text of ['colleagues', 'avoid', 'got in the way', 'board meeting', 'Delegate', 'amina@']) expect([text, (await texts(marcus)).includes(text)]).toEqual([text, false]);
  expect(Object.keys(await dataOf(omar))).toEqual(['you']);
  expect((await amina.get<OwnData>('/api/me/export')).body.elsewhere.join(' ')).toContain('Microsoft 365');
});

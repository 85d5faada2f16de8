import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { DisclosureList } from '../../../server/features/disclosure/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { syncSession } from '../../../server/features/scheduling/sync/run.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { mailsOf } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, tenantId } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagementId: string;
beforeEach(async () => {
  api = await startApi();
  amina = await api.as('amina');
  engagementId = (await startEngagement(api)).id;
});
afterEach(() => api.close());

const fault = (match: string, kind: string, times = 1) => api.simulation.faults.add([{ match, fault: kind as never, times, retryAfter: 5 }]);
const book = async (more: object = {}): Promise<Session> => {
  const body = { id: randomUUID(), kind: 'three-way', start: '2026-03-10T14:30:00Z', minutes: 60, agenda: 'How the quarter went', ...more };
  const made = await amina.post<Session>(`/api/engagements/${engagementId}/sessions`, body);
  expect(made.status).toBeLessThan(300);
  return made.body;
};
const version = async (id: string): Promise<number> => (await amina.get<Session>(`/api/sessions/${id}`)).body.version;
const ledger = async (who = amina): Promise<DisclosureList['disclosures']> => (await who.get<DisclosureList>(`/api/engagements/${engagementId}/disclosures`)).body.disclosures.toReversed();
const lines = async (): Promise<(string | null)[][]> => (await ledger()).map(({ subject, words, outcome }) => [subject, words, outcome]);
const later = (minutes: number) => api.passTime(new Date(api.context.clock.now().getTime() + minutes * 60_000));
const who = 'Amina Example, Ines Example, Marcus Example';

it('an invitation, another time and a cancellation stand in the ledger as they left, once each, whatever went wrong', async () => {
  fault('POST /me/events', 'drop-response', 2);
  fault('POST /me/events', '503', 1);
  const { id } = await book();
  await later(20);
  const invited = ['Three-way coaching session', `Tuesday, 10 March 2026, 14:30 to 15:30 (Europe/London)\n${who}\nHow the quarter went`, 'sent'];
  expect([await lines(), mailsOf(api.simulation, address('marcus'))]).toEqual([[invited], ['invitation']]);

  fault('PATCH /me/events/*', '429', 1);
  fault('PATCH /me/events/*', 'drop-response', 1);
  expect((await amina.post(`/api/sessions/${id}/move`, { version: await version(id), start: '2026-03-11T14:30:00Z' })).status).toBeLessThan(300);
  await later(20);
  const moved = ['Three-way coaching session', `New time: Wednesday, 11 March 2026, 14:30 to 15:30 (Europe/London)\n${who}\nHow the quarter went`, 'sent'];
  expect(await lines()).toEqual([invited, moved]);

  fault('POST /me/events/*/cancel', 'drop-response', 1);
  expect((await amina.post(`/api/sessions/${id}/cancel`, { version: await version(id), comment: 'We meet in April' })).status).toBeLessThan(300);
  await later(20);
  const off = ['Three-way coaching session', 'Cancelled: Wednesday, 11 March 2026, 14:30 to 15:30 (Europe/London)\nWe meet in April', 'sent'];
  expect(await lines()).toEqual([invited, moved, off]);
  // As many lines as the sponsor got messages; the client, who booked, is named.
  expect(mailsOf(api.simulation, address('marcus'))).toHaveLength(3);
  expect((await ledger()).map(({ source, by, to }) => [source, by, to])).toEqual([['invitation', 'Amina Example', 'Marcus Example'], ['invitation', null, 'Marcus Example'], ['invitation', 'Amina Example', 'Marcus Example']]);
  expect((await ledger(await api.as('lena'))).map(({ words }) => words)).toEqual([null, null, null]);
});

it('a line stands before the call: whoever was killed in between leaves one, and whoever follows none beside it', async () => {
  fault('POST /me/events', 'offline');
  const { id } = await book();
  expect((await lines()).map(([, , outcome]) => outcome)).toEqual(['leaving']);
  api.simulation.clock.advanceTo(new Date(api.context.clock.now().getTime() + 3_600_000));
  const killed = { ...api.context, microsoft: { ...api.context.microsoft, application: () => ({ ...api.context.microsoft.application(tenantId), createEvent: () => Promise.reject(new Error('killed')) }) } } as typeof api.context;
  await expect(syncSession(killed, tenantId, id)).rejects.toThrow('killed');
  await later(60);
  expect((await lines()).map(([, , outcome]) => outcome)).toEqual(['sent']);
});

it('moved back and forth is three lines; a coaching session, to which no sponsor comes, is none', async () => {
  const { id } = await book({ agenda: '' });
  for (const start of ['2026-03-11T14:30:00Z', '2026-03-10T14:30:00Z']) await amina.post(`/api/sessions/${id}/move`, { version: await version(id), start });
  await book({ kind: 'coaching', start: '2026-03-26T10:00:00Z', agenda: '' });
  await later(5);
  expect((await lines()).map(([, words]) => words!.split('\n')[0]!.replace(/ March.*/, ''))).toEqual(['Tuesday, 10', 'New time: Wednesday, 11', 'New time: Tuesday, 10']);
  expect((await lines())[0]![1]).toMatch(/\nThe agenda is open\.$/);
});

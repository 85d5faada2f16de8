import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../server/features/people/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { calendarOf, mailsOf } from '../../support/calendars.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { pick, startEngagement } from '../../support/engagement.ts';
import { address, seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let omar: Caller;
let engagementId: string;

beforeEach(async () => {
  api = await startApi({ seed: seed() });
  amina = await api.as('amina');
  omar = await api.as('omar');
  engagementId = (await startEngagement(api)).id;
});
afterEach(() => api.close());

const bookBody = (start: string) => ({ id: randomUUID(), kind: 'coaching', start, minutes: 60, relax: [{ type: 'spacing' }] });
const book = (start: string, id = engagementId, who = amina) => who.post<Session & Problem>(`/api/engagements/${id}/sessions`, bookBody(start));
const move = ({ id, version }: Session, start: string) => amina.post<Session & Problem>(`/api/sessions/${id}/move`, { version, start, relax: [{ type: 'spacing' }] });
const cancel = ({ id, version }: Session) => amina.post<Session & Problem>(`/api/sessions/${id}/cancel`, { version });
const events = (name: string) => calendarOf(api.simulation, address(name));
const offline = () => api.simulation.faults.add([{ match: '*', fault: 'offline' }]);

describe('one time for two sessions', () => {
  it('of one coach with two clients is booked for one of them', async () => {
    const body = { id: randomUUID(), client: pick('omar'), coach: pick('ines'), sponsor: null, goals: [], startsOn: '2026-03-02', endsOn: '2026-09-02' };
    expect((await omar.post('/api/engagements', body)).status).toBe(201);
    const both = await Promise.all([book('2026-03-04T10:00:00Z'), book('2026-03-04T10:30:00Z', body.id, omar)]);
    expect(both.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(both.find(({ status }) => status >= 300)!.body.error.code).toBe('slot-taken');
    expect(events('ines')).toHaveLength(1);
  });

  it('is not moved to where another session is on its way, whoever is away', async () => {
    const { body: first } = await book('2026-03-04T10:00:00Z');
    offline();
    expect((await book('2026-03-11T10:00:00Z')).status).toBe(202);
    const moved = await move(first, '2026-03-11T10:30:00Z');
    expect([moved.status, moved.body.error.code]).toEqual([409, 'slot-taken']);
  });
});

describe('a button pressed twice', () => {
  it.each(['one after the other', 'at once'])('moves once, %s', async (how) => {
    const { body: first } = await book('2026-03-04T10:00:00Z');
    const press = () => move(first, '2026-03-11T10:00:00Z');
    const both = how === 'at once' ? await Promise.all([press(), press()]) : [await press(), await press()];
    expect(both.map(({ status, body }) => [status < 300, body.start])).toEqual([[true, '2026-03-11T10:00:00.000Z'], [true, '2026-03-11T10:00:00.000Z']]);
    expect(events('ines')).toHaveLength(1);
    expect(mailsOf(api.simulation, address('ines'))).toHaveLength(2);
  });

  it.each(['one after the other', 'at once'])('cancels once, %s', async (how) => {
    const { body: first } = await book('2026-03-04T10:00:00Z');
    const both = how === 'at once' ? await Promise.all([cancel(first), cancel(first)]) : [await cancel(first), await cancel(first)];
    expect(both.map(({ status, body }) => [status < 300, body.state])).toEqual([[true, 'cancelled'], [true, 'cancelled']]);
    expect(mailsOf(api.simulation, address('ines'))).toHaveLength(2);
  });

  it('of somebody else meanwhile is a conflict', async () => {
    const { body: first } = await book('2026-03-04T10:00:00Z');
    await move(first, '2026-03-11T10:00:00Z');
    for (const late of [await move(first, '2026-03-12T10:00:00Z'), await cancel(first)]) expect([late.status, late.body.error.code]).toEqual([409, 'conflict']);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CsvFile, EngagementLog, ProgrammeLog } from '../../../server/features/attendance-log/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Found } from '../../../server/features/attendance/rules.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';

let api: Api;
let inside: string;
let outside: string;
const callers: Record<string, Caller> = {};

const present = (role: 'client' | 'coach', lateBy: number): Found['evidence'][number] => ({
  kind: 'present', personId: randomUUID(), role, name: 'x', source: 'teams-report', intervals: [], lateBy, leftEarlyBy: 0,
});

/** A session that is over, with a verdict or none. */
async function past(engagement: string, start: string, state: string, verdict: string | null, more: { late?: [number, number]; disputed?: boolean; event?: boolean } = {}): Promise<string> {
  const id = randomUUID();
  const { late, disputed = false, event = true } = more;
  const found: Found = { state: (verdict ?? 'unknown') as Found['state'], ruledOut: [], evidence: late ? [present('client', late[0]), present('coach', late[1])] : [] };
  await api.context.db.system(async (tx) => {
    await tx.query(
      `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, event_id, checked, chat_app, organizer_id, booked_by, created_at)
       select tenant_id, $2, id, 'coaching', $3, $4::timestamptz, $4::timestamptz + interval '1 hour', $5, true, 'none', client_id, client_id, $4 from engagements where id = $1`,
      [engagement, id, state, start, event ? `event ${id}` : null],
    );
    if (verdict) {
      await tx.query(
        `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, state, found, disputed_at)
         select tenant_id, id, engagement_id, starts_at, ends_at, 'booked', $2, $3, $4 from sessions where id = $1`,
        [id, verdict, JSON.stringify(found), disputed ? start : null],
      );
    }
  });
  return id;
}

beforeAll(async () => {
  api = await startApi();
  for (const name of ['amina', 'ines', 'marcus', 'lena', 'omar']) callers[name] = await api.as(name);
  inside = (await startEngagement(api, { goals: ['A goal of their own'] })).id;
  outside = (await startEngagement(api, { coach: { ...dana, displayName: '=Dana' }, sponsor: null })).id;
  await past(inside, '2025-12-01T10:00:00Z', 'held', 'held', { late: [0, 0] });
  await past(inside, '2025-12-15T10:00:00Z', 'held', 'held', { late: [9, 0] });
  await past(inside, '2026-01-12T10:00:00Z', 'client-no-show', 'client-no-show');
  await past(inside, '2026-01-26T10:00:00Z', 'client-no-show', 'client-no-show', { disputed: true });
  await past(inside, '2026-02-02T10:00:00Z', 'late-cancel', null);
  await past(inside, '2026-02-09T10:00:00Z', 'cancelled', null);
  await past(inside, '2026-02-10T10:00:00Z', 'proposed', null, { event: false });
  await past(inside, '2026-02-16T10:00:00Z', 'held', 'held');
  // On the last day of January in London, and of no other month anywhere near.
  await past(outside, '2026-01-31T23:30:00Z', 'held', 'held', { late: [0, 6] });
  await past(inside, '2024-06-03T10:00:00Z', 'held', 'held');
});
afterAll(() => api.close());

const at = (id: string, query = ''): string => `/api/engagements/${id}/attendance/log${query}`;

describe('the log of an engagement', () => {
  it('has every session of the last twelve months with its verdict, and what they come to', async () => {
    const { status, body } = await callers.amina!.get<EngagementLog>(at(inside));
    expect(status).toBe(200);
    expect(body.sessions.map(({ outcome }) => outcome)).toEqual(['held', 'cancelled', 'late-cancel', 'open', 'client-missed', 'held', 'held']);
    expect(body.figures).toEqual({
      held: 3, cutShort: 0, clientMissed: 1, coachMissed: 0, lateCancelled: 1, counted: 5, open: 1, cancelled: 1, medianDaysBetween: 38.5,
      client: { known: 2, onTime: 1, lateMinutes: 9 }, coach: { known: 2, onTime: 2, lateMinutes: null },
    });
    expect(body.months).toHaveLength(12);
    expect(body.months.slice(-4)).toMatchObject([{ month: '2025-12', held: 2 }, { month: '2026-01', missed: 1, open: 1 }, { month: '2026-02', held: 1, lateCancelled: 1 }, { month: '2026-03' }]);
    expect(body.sessions[4]!.attendance).toMatchObject({ state: 'client-no-show', counts: true });
  });

  it('of the period and the outcome that are asked for; the figures do not change with the outcome', async () => {
    const { body } = await callers.ines!.get<EngagementLog>(at(inside, '?from=2026-01-01&to=2026-02-28&outcome=open'));
    expect([body.sessions.length, body.figures.counted, body.from, body.to]).toEqual([1, 3, '2026-01-01', '2026-02-28']);
    expect((await callers.ines!.get(at(inside, '?from=2026-02-01&to=2026-01-01'))).body).toMatchObject({ error: { fields: [{ path: 'query.to', message: 'must not be before from' }] } });
    expect((await callers.ines!.get(at(inside, '?from=2024-01-01&to=2026-01-01'))).status).toBe(400);
    expect((await callers.ines!.get(at(inside, '?outcome=absent'))).status).toBe(400);
  });

  it('as a file, which no spreadsheet takes for a formula', async () => {
    const { body } = await callers.amina!.get<CsvFile>(at(outside, '/csv?to=2026-03-01'));
    expect(body).toEqual({
      name: 'attendance-2025-04-01-to-2026-03-01.csv',
      csv: expect.stringMatching(/^\uFEFFClient,Coach,Date,Start,Time zone,Start \(UTC\),Minutes planned,Kind,Outcome,Client late \(minutes\),Coach late \(minutes\)\r\n[^\r]+,'=Dana,2026-0[12]-\d\d,[^\r]*,2026-01-31T23:30:00.000Z,60,coaching,held,0,6\r\n$/),
    });
  });
});

describe('who reads it', () => {
  it('client, coach and a lead; nobody else, as if it were not there', async () => {
    const read = async (path: string) => Promise.all(Object.entries(callers).map(async ([name, caller]) => [name, (await caller.get(path)).status]));
    const parties = [['amina', 200], ['ines', 200], ['marcus', 404], ['lena', 200], ['omar', 404]];
    expect(await read(at(inside))).toEqual(parties);
    expect(await read(at(inside, '/csv'))).toEqual(parties);
    const lead = [['amina', 404], ['ines', 404], ['marcus', 404], ['lena', 200], ['omar', 404]];
    expect(await read('/api/programme/attendance')).toEqual(lead);
    expect(await read('/api/programme/attendance/csv')).toEqual(lead);
    expect((await callers.ines!.get('/api/coach/attendance/log')).status).toBe(404);
  });

  it('a coach outside, of the one engagement of their link', async () => {
    const link = await callers.amina!.post<CoachLinkCreated>(`/api/engagements/${outside}/coach-links`, { send: false });
    const coach = api.with(`Link ${new URL(link.body.url).hash.slice(1)}`);
    expect((await coach.get<EngagementLog>('/api/coach/attendance/log')).body).toMatchObject({ engagementId: outside, figures: { held: 1, coach: { known: 1, onTime: 0, lateMinutes: 6 } } });
    expect([(await coach.get(at(inside))).status, (await coach.get('/api/programme/attendance')).status]).toEqual([404, 401]);
  });
});

describe('the log of a programme', () => {
  it('has all engagements, and no word that anybody wrote', async () => {
    const { body } = await callers.lena!.get<ProgrammeLog>('/api/programme/attendance');
    expect(body.figures).toMatchObject({ held: 4, counted: 6, open: 1, cancelled: 1 });
    expect(body.engagements.map(({ engagementId }) => engagementId).toSorted()).toEqual([inside, outside].toSorted());
    expect(body.engagements.find(({ engagementId }) => engagementId === inside)).toMatchObject({ status: 'active', lastHeldAt: '2026-02-16T10:00:00.000Z', nextSessionAt: null, figures: { held: 3 } });
    expect(JSON.stringify(body)).not.toContain('A goal of their own');
    expect([body.sessions.length, body.more]).toEqual([8, false]);
  });

  it('of one engagement, or one outcome', async () => {
    const { body } = await callers.lena!.get<ProgrammeLog>(`/api/programme/attendance?engagementId=${outside}&outcome=held`);
    expect([body.sessions.length, body.figures.held, body.engagements.length]).toEqual([1, 1, 2]);
    const file = await callers.lena!.get<CsvFile>('/api/programme/attendance/csv?outcome=late-cancel');
    expect(file.body.csv.split('\r\n')).toHaveLength(3);
  });
});

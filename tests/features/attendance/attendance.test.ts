import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AskedList, Attendance, AttendanceList } from '../../../server/features/attendance/contract.ts';
import { attendanceLooks, attendanceRetention } from '../../../server/features/attendance/jobs.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { behave, type Behaviour } from '../../../server/sandbox/meeting-acts.ts';
import { changePolicy } from '../../../server/sandbox/tenant/calls/policy.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import type { Api, Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { bookHour, start, startAttended } from './support.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
let engagement: string;
beforeEach(async () => void ({ api, amina, ines, engagement } = await startAttended()));
afterEach(() => api.close());


const book = (of = engagement, at = start): Promise<Session> => bookHour(amina, of, at);

const entry = (at = start): string => calendarAt(api.simulation.tenant, address('amina'), new Date(at), new Date(Date.parse(at) + 1)).find(({ joinUrl }) => joinUrl)!.id;
const does = (who: string, more: Partial<Behaviour> = {}, at = start): void =>
  behave(api.simulation.tenant, { user: address('amina'), id: entry(at), who, visits: [{ from: 0, to: 60 }], guise: { kind: 'account', address: null, name: null }, withoutAddress: false, ...more });
const at = (id: string): string => `/api/sessions/${id}/attendance`;
const verdict = async (id: string, caller = ines): Promise<Attendance> => {
  const { status, body } = await caller.get<Attendance>(at(id));
  expect(status).toBe(200);
  return body;
};
const notices = async (): Promise<string[]> => {
  const { rows } = await api.context.db.system((tx) => tx.query<{ kind: string; email: string; state: string }>(
    "select n.kind, p.email, n.state from notices n join people p on p.id = n.person_id where n.kind in ('did-it-happen', 'attendance-disputed') order by n.offered_at, n.kind",
  ));
  return rows.map(({ kind, email, state }) => `${kind} ${email.split('@')[0]} ${state}`);
};
const asked = async (caller: Caller): Promise<string[]> => (await caller.get<AskedList>('/api/attendance/asked')).body.asked.map(({ sessionId }) => sessionId);
/** Requests about online meetings so far. */
const requests = async (): Promise<string[]> => {
  let text = '';
  for await (const chunk of api.simulation.traffic.stream()) text += String(chunk);
  return text.split('\n').filter((line) => line.includes('/onlineMeetings')).map((line) => (JSON.parse(line) as { request: { method: string } }).request.method);
};

describe('after a session', () => {
  it('it was held, by Teams’ report, in three requests', async () => {
    const { id } = await book();
    expect(await verdict(id)).toMatchObject({ state: 'booked', waiting: false, counts: false });
    await api.passTime('2026-03-06T10:30:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'in-progress' });
    does(address('ines'), { visits: [{ from: -1, to: 60 }] });
    does(address('amina'), { visits: [{ from: 9, to: 61 }] });
    await api.passTime('2026-03-06T11:02:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'booked', waiting: true, nextLookAt: null });
    await api.passTime('2026-03-06T12:00:00Z');
    const held = await verdict(id);
    expect(held).toMatchObject({ state: 'held', waiting: false, counts: true, can: { answer: false, correct: true, dispute: false } });
    expect(held.evidence).toContainEqual(expect.objectContaining({ kind: 'present', role: 'client', lateBy: 9, intervals: [{ from: '2026-03-06T10:09:00.000Z', to: '2026-03-06T11:01:00.000Z' }] }));
    expect((await amina.get<Session>(`/api/sessions/${id}`)).body.state).toBe('held');
    expect(await requests()).toHaveLength(3);
    await api.passTime('2026-03-08T00:00:00Z');
    expect([await requests(), await notices()]).toEqual([['GET', 'GET', 'GET'], []]);
    expect(held.history).toMatchObject([{ what: 'judged', before: null, after: 'held', by: null }]);
  });

  it('the client was not there, and only once no other report can come', async () => {
    const { id } = await book();
    does(address('amina'), { visits: [] });
    does(address('ines'), { visits: [{ from: 0, to: 20 }] });
    await api.passTime('2026-03-06T13:50:00Z');
    expect(await verdict(id)).toMatchObject({ waiting: true, state: 'booked' });
    await api.passTime('2026-03-06T14:01:00Z');
    expect(await verdict(id, amina)).toMatchObject({ state: 'client-no-show', counts: true, can: { dispute: true, correct: false } });
    expect(await notices()).toEqual([]);
  });

  it('two reports of one session are taken together, in one request', async () => {
    const { id } = await book();
    for (const who of ['amina', 'ines']) does(address(who), { visits: [{ from: 0, to: 20 }, { from: 28, to: 60 }] });
    await api.passTime('2026-03-06T12:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'held', evidence: expect.arrayContaining([expect.objectContaining({ kind: 'together', minutes: 52 })]) });
    expect(await requests()).toEqual(['GET', 'GET', 'POST']);
  });

  it('a report of several pages is read to its end', async () => {
    const { id } = await book();
    for (const who of ['amina', 'ines']) does(address(who), { visits: [] });
    // The two who count come last, behind two hundred others.
    for (let guest = 0; guest < 220; guest += 1) does(`guest${guest}@elsewhere.example`, { guise: { kind: 'anonymous', address: null, name: `Guest ${guest}` } });
    for (const who of ['amina', 'ines']) does(address(who), { visits: [{ from: 1, to: 60 }] });
    await api.passTime('2026-03-06T12:00:00Z');
    expect((await verdict(id)).state).toBe('held');
    const { rows } = await api.context.db.system((tx) => tx.query<{ n: number }>('select jsonb_array_length(people)::int as n from attendance_reports'));
    expect([rows, (await requests()).length]).toEqual([[{ n: 222 }], 5]);
  });

  it('somebody by telephone may be the client: the coach is asked, once, and answers with one tap', async () => {
    const { id } = await book();
    does(address('amina'), { guise: { kind: 'dial-in', address: null, name: null } });
    await api.passTime('2026-03-09T10:00:00Z');
    expect(await notices()).toEqual(['did-it-happen ines said']);
    expect([await asked(ines), await asked(amina)]).toEqual([[id], []]);
    const open = await verdict(id);
    expect(open).toMatchObject({ state: 'unknown', counts: false, can: { answer: true } });
    const answer = { version: open.version, outcome: 'held' };
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, answer)).body).toMatchObject({ state: 'held', counts: true, can: { answer: false } });
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, answer)).status).toBe(200);
    expect(await asked(ines)).toEqual([]);
    expect((await verdict(id)).history).toMatchObject([{ after: 'unknown' }, { what: 'said', before: 'unknown', after: 'held', mine: true }]);
    await api.passTime('2026-03-20T00:00:00Z');
    expect(await notices()).toHaveLength(1);
  });

  it('no report comes for hours, and then it does: the question goes away by itself', async () => {
    changePolicy(api.simulation.tenant, { reportDelayMinutes: 600 });
    const { id } = await book();
    await api.passTime('2026-03-06T14:30:00Z');
    expect(await asked(ines)).toEqual([id]);
    await api.passTime('2026-03-08T00:00:00Z');
    expect([(await verdict(id)).state, await asked(ines)]).toEqual(['held', []]);
  });

  it.each([
    ['no-access-policy', () => changePolicy(api.simulation.tenant, { applicationAccess: false })],
    ['emptied', () => changePolicy(api.simulation.tenant, { attendanceReports: 'emptied' })],
    ['none', () => changePolicy(api.simulation.tenant, { attendanceReports: 'off' })],
    ['no-permission', () => api.simulation.faults.add([{ match: 'GET /me/onlineMeetings/*', fault: 'consent-revoked' }])],
  ])('%s is told apart, and nobody is missing', async (state, arrange) => {
    const { id } = await book();
    arrange();
    await api.passTime('2026-03-07T12:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'unknown', evidence: expect.arrayContaining([{ kind: 'report', state }]) });
    expect(await asked(ines)).toEqual([id]);
  });

  it('each occurrence of one meeting has its own reports, and a cancelled session none', async () => {
    const first = await book();
    const second = await book(engagement, '2026-03-13T10:00:00.000Z');
    await ines.post(`/api/sessions/${second.id}/cancel`, { version: second.version });
    await api.passTime('2026-03-14T00:00:00Z');
    expect([(await verdict(first.id)).state, (await verdict(second.id)).state]).toEqual(['held', 'cancelled']);
    expect((await ines.put(`${at(second.id)}/outcome`, { version: 0, outcome: 'client-missing' })).status).toBe(409);
    const { body } = await ines.get<AttendanceList>(`/api/engagements/${engagement}/attendance`);
    expect(body.sessions.map(({ state }) => state)).toEqual(['cancelled', 'held']);
  });

  it('by an open side panel when Teams says nothing', async () => {
    changePolicy(api.simulation.tenant, { attendanceReports: 'off' });
    const { id } = await book();
    expect((await amina.put(`${at(id)}/panel`, undefined)).status).toBe(200);
    for (let minute = 0; minute < 60; minute += 2) {
      await api.passTime(new Date(Date.parse(start) + minute * 60_000));
      for (const caller of [amina, ines]) expect((await caller.put(`${at(id)}/panel`, undefined)).status).toBe(200);
    }
    await api.passTime('2026-03-07T12:00:00Z');
    const { state, evidence } = await verdict(id);
    expect([state, evidence.filter(({ kind }) => kind === 'present').map((one) => (one as { intervals: object[] }).intervals.length)]).toEqual(['held', [1, 1]]);
  });
});

describe('a verdict', () => {
  async function missed(): Promise<Attendance> {
    const { id } = await book();
    does(address('amina'), { visits: [] });
    await api.passTime('2026-03-06T15:00:00Z');
    return verdict(id, amina);
  }

  it('is disputed by the client and counts for nothing until the coach has looked', async () => {
    const { sessionId, version } = await missed();
    const disputed = await amina.put<Attendance>(`${at(sessionId)}/dispute`, { version, why: 'I rang you' });
    expect(disputed.body).toMatchObject({ state: 'client-no-show', counts: false, dispute: { why: 'I rang you' }, can: { dispute: false, withdrawDispute: true } });
    expect((await amina.put(`${at(sessionId)}/dispute`, { version, why: 'I rang you' })).status).toBe(200);
    await api.passTime('2026-03-09T12:00:00Z');
    expect(await notices()).toEqual(['attendance-disputed ines said']);
    // Whoever lets the notice pass is still asked on the first screen, and the client is not.
    const objection = { state: 'client-no-show', why: 'I rang you' };
    expect((await ines.get<AskedList>('/api/attendance/asked')).body.asked).toMatchObject([{ sessionId, version: disputed.body.version, objection }]);
    expect(await asked(amina)).toEqual([]);
    const corrected = await ines.put<Attendance>(`${at(sessionId)}/outcome`, { version: disputed.body.version, outcome: 'held', why: 'We spoke by telephone' });
    expect(corrected.body).toMatchObject({ state: 'held', counts: true, dispute: null });
    expect(await asked(ines)).toEqual([]);
    expect(corrected.body.history).toMatchObject([
      { what: 'judged', before: null, after: 'client-no-show' },
      { what: 'disputed', before: 'client-no-show', after: 'client-no-show', why: 'I rang you', mine: false },
      { what: 'said', before: 'client-no-show', after: 'held', why: 'We spoke by telephone', mine: true },
    ]);
    expect((await amina.get<Session>(`/api/sessions/${sessionId}`)).body.state).toBe('held');
  });

  it('that it was called off late is disputed at once, and kept, waived or corrected by the coach', async () => {
    const { id } = await book();
    await api.passTime('2026-03-06T02:00:00Z');
    const cancelled = await amina.post(`/api/sessions/${id}/cancel`, { version: (await amina.get<Session>(`/api/sessions/${id}`)).body.version, reasonCode: 'illness' });
    expect(cancelled.status).toBe(200);
    const late = await verdict(id, amina);
    expect(late).toMatchObject({ state: 'late-cancel', lateCancelBy: 'client', counts: true, can: { dispute: true, correct: false } });
    const why = 'Ines asked me to';
    expect((await ines.put(`${at(id)}/outcome`, { version: late.version, outcome: 'moved' })).status).toBe(409);
    expect((await amina.put<Attendance>(`${at(id)}/dispute`, { version: late.version, why })).body).toMatchObject({ state: 'late-cancel', counts: false, dispute: { why }, can: { withdrawDispute: true } });
    expect(await notices()).toEqual(['attendance-disputed ines waiting']);
    await api.passTime('2026-03-06T14:00:00Z');
    const objection = { state: 'late-cancel', why };
    expect((await ines.get<AskedList>('/api/attendance/asked')).body.asked).toMatchObject([{ sessionId: id, objection }]);
    const asked = await verdict(id);
    expect(asked).toMatchObject({ state: 'late-cancel', counts: false, can: { correct: true, answer: false } });
    expect((await ines.get<{ figures: object }>(`/api/engagements/${engagement}/attendance/log`)).body.figures).toMatchObject({ open: 1, lateCancelled: 0, counted: 0 });
    // It was late all the same; nobody was missing.
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, { version: asked.version, outcome: 'client-missing' })).body).toMatchObject({ state: 'late-cancel', counts: true, dispute: null });
    const again = await verdict(id, amina);
    const disputed = (await amina.put<Attendance>(`${at(id)}/dispute`, { version: again.version, why })).body;
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, { version: disputed.version, outcome: 'moved' })).body).toMatchObject({ state: 'cancelled', dispute: null, lateCancelBy: null });
    expect((await ines.get<{ figures: object }>(`/api/engagements/${engagement}/attendance/log`)).body.figures).toMatchObject({ cancelled: 1, lateCancelled: 0 });
    expect((await verdict(id)).history.map(({ what, after }) => `${what} ${after}`)).toEqual([
      'disputed late-cancel', 'said late-cancel', 'disputed late-cancel', 'said cancelled',
    ]);
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, { version: (await verdict(id)).version, outcome: 'held' })).body.state).toBe('held');
    await api.passTime('2026-03-09T12:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'held', counts: true });
  });

  it('keeps its history when the dispute is taken back', async () => {
    const { sessionId, version } = await missed();
    await amina.put(`${at(sessionId)}/dispute`, { version, why: 'x' });
    const { body } = await amina.delete<Attendance>(`${at(sessionId)}/dispute`);
    expect(body).toMatchObject({ counts: true, dispute: null });
    expect(body.history.map(({ what }) => what)).toEqual(['judged', 'disputed', 'dispute-withdrawn']);
    expect((await amina.delete(`${at(sessionId)}/dispute`)).status).toBe(200);
  });

  it('cannot be that somebody was missing whom Teams has in the meeting, whenever that is said', async () => {
    const { id } = await book();
    await api.passTime('2026-03-06T11:01:00Z');
    const early = await ines.put<Attendance>(`${at(id)}/outcome`, { version: 0, outcome: 'client-missing' });
    expect(early.body).toMatchObject({ state: 'client-no-show' });
    await api.passTime('2026-03-06T12:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'held', evidence: expect.arrayContaining([{ kind: 'contradicted', outcome: 'client-missing' }]) });
    const again = await ines.put<{ error: { message: string } }>(`${at(id)}/outcome`, { version: 9, outcome: 'client-missing' });
    expect(again.status).toBe(409);
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, { version: (await verdict(id)).version, outcome: 'moved' })).body.state).toBe('cancelled');
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, { version: (await verdict(id)).version, outcome: 'cut-short' })).body.state).toBe('cut-short');
  });

  it('stays, with its evidence, when the raw records go, after as many days as the organisation says', async () => {
    await api.context.db.system((tx) => tx.query('update tenants set attendance_raw_days = 7'));
    const { id } = await book();
    await api.passTime('2026-03-06T10:20:00Z');
    await amina.put(`${at(id)}/panel`, undefined);
    await api.passTime('2026-03-06T12:00:00Z');
    const { evidence, state } = await verdict(id);
    const count = async () => (await api.context.db.system((tx) => tx.query<{ n: number }>('select ((select count(*) from attendance_reports) + (select count(*) from attendance_panels))::int as n'))).rows[0]!.n;
    expect([await count(), await attendanceRetention(api.context).nextDueAt()]).toEqual([2, new Date('2026-03-13T11:00:00Z')]);
    expect(await attendanceRetention(api.context).runDue(new Date('2026-03-13T10:59:00Z'))).toBe(0);
    for (let run = 0; run < 2; run += 1) await attendanceRetention(api.context).runDue(new Date('2026-03-13T11:00:00Z'));
    const after = await verdict(id);
    expect([await count(), after.state, after.evidence]).toEqual([0, state, evidence]);
    expect((await ines.put(`${at(id)}/outcome`, { version: after.version, outcome: 'client-missing' })).status).toBe(409);
  });

  it('is judged by what the engagement says', async () => {
    const path = `/api/engagements/${engagement}/attendance/policy`;
    expect((await amina.get(path)).body).toEqual({ graceMinutes: 15, lateMinutes: 5, cutShortShare: 0.5 });
    expect((await amina.put(path, { graceMinutes: 5, lateMinutes: 9, cutShortShare: 0.5 })).body).toMatchObject({ error: { fields: [{ path: 'graceMinutes' }] } });
    expect((await amina.put(path, { graceMinutes: 15, lateMinutes: 12, cutShortShare: 0.9 })).status).toBe(200);
    const { id } = await book();
    does(address('amina'), { visits: [{ from: 11, to: 60 }] });
    await api.passTime('2026-03-06T15:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'cut-short', evidence: expect.arrayContaining([expect.objectContaining({ role: 'client', lateBy: 0 })]) });
  });
});

describe('who sees and does what', () => {
  it('client and coach all of it, a lead that it took place, the sponsor and strangers nothing', async () => {
    const { id } = await book();
    does(address('amina'), { guise: { kind: 'anonymous', address: null, name: 'Minnie' } });
    await api.passTime('2026-03-06T15:00:00Z');
    const { version } = await verdict(id);
    await ines.put(`${at(id)}/outcome`, { version, outcome: 'held', why: 'She was Minnie' });
    const [marcus, lena, omar] = [await api.as('marcus'), await api.as('lena'), await api.as('omar')];
    for (const caller of [marcus, omar]) {
      expect([(await caller.get(at(id))).status, (await caller.get(`/api/engagements/${engagement}/attendance`)).status]).toEqual([404, 404]);
      expect((await caller.put(`${at(id)}/panel`, undefined)).status).toBe(404);
    }
    expect(JSON.stringify((await verdict(id, lena)))).not.toContain('Minnie');
    expect(await verdict(id, lena)).toMatchObject({ state: 'held', can: { answer: false, correct: false, dispute: false, withdrawDispute: false } });
    expect(JSON.stringify((await verdict(id, amina)))).toContain('Minnie');
    const say = { version: (await verdict(id)).version, outcome: 'cut-short' };
    for (const caller of [amina, marcus, lena, omar]) expect((await caller.put(`${at(id)}/outcome`, say)).status).toBe(404);
    for (const caller of [ines, marcus, lena, omar]) expect((await caller.put(`${at(id)}/dispute`, { version: 1, why: 'x' })).status).toBe(404);
  });

  it('a coach outside answers on their page', async () => {
    const outside = await startEngagement(api, { coach: dana, sponsor: null });
    const link = await amina.post<CoachLinkCreated>(`/api/engagements/${outside.id}/coach-links`, { send: false });
    const coach = api.with(`Link ${new URL(link.body.url).hash.slice(1)}`);
    await coach.put('/api/coach/availability', { zone: 'Europe/London', feedUrl: null, officeHours: { weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 480, endMinute: 1200 })), overrides: [] } });
    const { id } = await book(outside.id);
    does(dana.email, { guise: { kind: 'anonymous', address: null, name: 'Dana' } });
    await api.passTime('2026-03-09T12:00:00Z');
    expect(await notices()).toEqual(['did-it-happen dana said']);
    const { body } = await coach.get<AskedList>('/api/attendance/asked');
    expect(body.asked).toMatchObject([{ sessionId: id, maybe: ['Dana'] }]);
    const said = await coach.put<Attendance>(`${at(id)}/outcome`, { version: body.asked[0]!.version, outcome: 'held' });
    expect(said.body).toMatchObject({ state: 'held', counts: true });
  });
});

describe('on bad days', () => {
  it('two workers look once', async () => {
    await book();
    await api.simulation.notifier.runDue(new Date('2026-03-06T11:10:00Z'));
    api.simulation.clock.advanceTo(new Date('2026-03-06T11:10:00Z'));
    const now = new Date('2026-03-06T11:10:00Z');
    const done = await Promise.all([attendanceLooks(api.context).runDue(now), attendanceLooks(api.context).runDue(now)]);
    expect([done[0]! + done[1]!, (await requests()).length]).toEqual([1, 3]);
  });

  it('whoever was killed in between is followed by another, and nothing is there twice', async () => {
    const { id } = await book();
    const first = new Date('2026-03-06T11:10:00Z');
    api.simulation.clock.advanceTo(first);
    const killed = { ...api.context, microsoft: { ...api.context.microsoft, application: () => { throw new Error('killed'); } } } as typeof api.context;
    expect(await attendanceLooks(killed).runDue(first)).toBe(0);
    expect(await attendanceLooks(api.context).runDue(first)).toBe(0);
    const later = (await attendanceLooks(api.context).nextDueAt())!;
    expect(later).toEqual(new Date('2026-03-06T11:12:00Z'));
    api.simulation.clock.advanceTo(later);
    expect(await attendanceLooks(api.context).runDue(later)).toBe(1);
    expect((await verdict(id)).history).toHaveLength(1);
  });

  it('Microsoft throttled, slow and down: it is looked again, and ends in the same verdict', async () => {
    const { id } = await book();
    does(address('amina'), { visits: [{ from: 0, to: 20 }, { from: 30, to: 60 }] });
    does(address('ines'), { visits: [{ from: 0, to: 20 }, { from: 30, to: 60 }] });
    const often = { chance: 0.8, retryAfter: 60, times: 6 };
    api.simulation.faults.add([
      { match: 'GET /me/onlineMeetings', fault: '429', seed: 1, ...often }, { match: 'GET /me/onlineMeetings/*', fault: '503', seed: 2, ...often },
      { match: 'GET /me/onlineMeetings/*', fault: 'drop-response', seed: 3, ...often }, { match: 'POST /$batch', fault: '504', seed: 4, ...often },
    ]);
    await api.passTime('2026-03-07T13:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'held', history: [{}] });
    expect(await notices()).toEqual([]);
  });
});

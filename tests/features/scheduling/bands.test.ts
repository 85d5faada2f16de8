import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { AskedRequests, ChangeRequest, Session, SessionHistory } from '../../../server/features/scheduling/contract.ts';
import { bandEnds, bandOf, silenceUntil, waysIn } from '../../../server/features/scheduling/bands/rules.ts';
import { deleteEntry } from '../../../server/sandbox/acts.ts';
import { dueWork } from '../../../server/due-work.ts';
import { startApi, type Answer, type Api, type Caller } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { hands, nudges, rows, settle } from '../following/support.ts';

describe('the band of a change', () => {
  const hour = 3_600_000;
  const bands = fc.record({ agreeHours: fc.integer({ min: 0, max: 100 }), more: fc.integer({ min: 0, max: 100 }) }).map(({ agreeHours, more }) => ({ agreeHours, freeHours: agreeHours + more }));
  const left = fc.integer({ min: -50 * hour, max: 300 * hour });
  const start = new Date('2026-03-06T14:30:00Z');

  it('is what the hours before the start say, and never gets freer as time passes', () => {
    const order = { free: 0, agree: 1, late: 2 };
    fc.assert(fc.property(bands, left, left, (of, a, b) => {
      const [far, near] = [Math.max(a, b), Math.min(a, b)].map((ms) => bandOf(start, new Date(start.getTime() - ms), of));
      const said = a / hour >= of.freeHours ? 'free' : a / hour >= of.agreeHours ? 'agree' : 'late';
      return order[far!] <= order[near!] && bandOf(start, new Date(start.getTime() - a), of) === said;
    }));
  });

  it('a question lives: silence ends after now and not after the start, and in the agreeing band with that band', () => {
    fc.assert(fc.property(bands, fc.integer({ min: 1, max: 300 * hour }), (of, ms) => {
      const now = new Date(start.getTime() - ms);
      const until = silenceUntil(start, now, of);
      const inside = until > now && until <= start;
      const withBand = bandOf(start, now, of) !== 'agree' || ms <= of.agreeHours * hour || +until === +bandEnds(start, of).agreeUntil;
      return inside && withBand;
    }));
  });

  it('a coach never asks, nobody cancels late without a reason, and what is free is free for all', () => {
    for (const band of ['free', 'agree', 'late'] as const) for (const begun of [true, false]) {
      expect(waysIn(band, { byCoach: true, begun }).move).toBe('now');
      for (const byCoach of [true, false]) {
        const { cancel } = waysIn(band, { byCoach, begun });
        expect(cancel === 'with-reason').toBe(band === 'late');
        expect(waysIn('free', { byCoach, begun })).toEqual({ move: 'now', cancel: 'now' });
      }
    }
  });
});

const start = '2026-03-06T14:30:00Z';
const other = '2026-03-09T14:30:00Z';
const spacing = [{ type: 'spacing' }, { type: 'notice', hours: 0 }];

let api: Api;
let amina: Caller;
let ines: Caller;
let marcus: Caller;
let engagement: Engagement;
let session: Session;

const bookIn = async (id: string, more: object = {}): Promise<Session> =>
  (await amina.post<Session>(`/api/engagements/${id}/sessions`, { id: randomUUID(), start, minutes: 60, relax: spacing, ...more })).body;

beforeEach(async () => {
  api = await startApi();
  [amina, ines, marcus] = [await api.as('amina'), await api.as('ines'), await api.as('marcus')];
  engagement = await startEngagement(api);
  session = await bookIn(engagement.id);
});
afterEach(() => api.close());

const to = (hours: number): Promise<void> => api.passTime(new Date(Date.parse(start) - hours * 3_600_000));
const see = async (caller: Caller = amina, id = session.id): Promise<Session> => (await caller.get<Session>(`/api/sessions/${id}`)).body;
const move = (caller: Caller = amina, more: object = {}): Promise<Answer<Session>> => caller.post(`/api/sessions/${session.id}/move`, { version: session.version, start: other, relax: spacing, ...more });
const cancel = (caller: Caller = amina, more: object = {}): Promise<Answer<Session>> => caller.post(`/api/sessions/${session.id}/cancel`, { version: session.version, ...more });
const answer = (caller: Caller, id: string, said: 'agree' | 'keep'): Promise<Answer<ChangeRequest>> => caller.post(`/api/requests/${id}/answer`, { answer: said });
const told = async (caller: Caller): Promise<string[]> => (await caller.get<SessionHistory>(`/api/sessions/${session.id}/history`)).body.happened.map(({ what }) => what);

describe('by role and band', () => {
  it('what may be done is what the moving clock says', async () => {
    const people: [string, Caller][] = [['amina', amina], ['marcus', marcus], ['lena', await api.as('lena')], ['ines', ines]];
    const said: string[] = [];
    for (const hours of [60, 48, 47.9, 24, 23.9, -0.5]) {
      await to(hours);
      for (const [name, caller] of people) {
        const { reschedule } = await see(caller);
        said.push(`${hours} ${name}: ${reschedule.band}, ${reschedule.move}, ${reschedule.cancel}`);
        expect(reschedule.reasons.length > 0).toBe(reschedule.cancel === 'with-reason');
      }
    }
    const asClient = (hours: number, words: string) => ['amina', 'marcus', 'lena'].map((name) => `${hours} ${name}: ${words}`);
    expect(said).toEqual([
      ...asClient(60, 'free, now, now'), '60 ines: free, now, now', ...asClient(48, 'free, now, now'), '48 ines: free, now, now',
      ...asClient(47.9, 'agree, ask, ask'), '47.9 ines: agree, now, now', ...asClient(24, 'agree, ask, ask'), '24 ines: agree, now, now',
      ...asClient(23.9, 'late, ask, with-reason'), '23.9 ines: late, now, with-reason', ...asClient(-0.5, 'late, no, with-reason'), '-0.5 ines: late, now, with-reason',
    ]);
  });

  it('the boundaries are the engagement’s own', async () => {
    const { body } = await amina.get<Engagement>(`/api/engagements/${engagement.id}`);
    const changed = await amina.patch<Engagement>(`/api/engagements/${engagement.id}`, { version: body.version, rules: { ...body.rules, reschedule: { freeHours: 72, agreeHours: 60 } } });
    expect(changed.status).toBe(200);
    await to(59);
    expect((await see()).reschedule).toMatchObject({ band: 'late', freeUntil: '2026-03-03T14:30:00.000Z', agreeUntil: '2026-03-04T02:30:00.000Z' });
  });
});

describe('a change that the coach is asked about', () => {
  beforeEach(() => to(30));

  it('is one question however often it is pressed; agreed to, the same event moves', async () => {
    const [first, second] = [await move(amina, { comment: 'The board meets' }), await move()];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toMatchObject({ start: session.start, version: session.version, reschedule: { move: 'no', request: { state: 'open', mine: true, expiresAt: '2026-03-05T14:30:00.000Z' } } });
    const id = second.body.reschedule.request!.id;
    expect(first.body.reschedule.request!.id).toBe(id);
    expect(await rows(api, 'select id from session_requests')).toHaveLength(1);
    expect((await nudges(api)).filter(({ kind }) => kind === 'session-request')).toHaveLength(1);
    expect((await move(marcus)).status).toBe(409);
    expect((await see(marcus)).reschedule.request).toMatchObject({ comment: null, can: { answer: false, withdraw: false } });
    for (const caller of [amina, marcus, await api.as('lena'), await api.as('omar')]) expect((await answer(caller, id, 'agree')).status).toBe(404);
    expect((await ines.get<AskedRequests>('/api/requests')).body.requests).toMatchObject([{ sessionId: session.id, request: { id, comment: 'The board meets', can: { answer: true } } }]);
    const agreed = [await answer(ines, id, 'agree'), await answer(ines, id, 'agree')];
    expect(agreed.map(({ status, body }) => [status, body.state])).toEqual([[200, 'agreed'], [200, 'agreed']]);
    expect(await see()).toMatchObject({ start: '2026-03-09T14:30:00.000Z', version: session.version + 1, calendar: { status: 'done' } });
    expect(calendarOf(api.simulation, address('marcus'))).toMatchObject([{ start: '2026-03-09T14:30:00.000Z' }]);
    expect(await told(amina)).toEqual(['booked', 'move-asked', 'agreed', 'moved']);
    expect((await nudges(api)).filter(({ kind }) => kind === 'session-answered')).toHaveLength(1);
    expect((await ines.get<AskedRequests>('/api/requests')).body.requests).toEqual([]);
    expect((await answer(ines, id, 'keep')).status).toBe(409);
  });

  it('kept, nothing changes, and whoever asked sees it', async () => {
    const id = (await cancel(marcus, { comment: 'I am away' })).body.reschedule.request!.id;
    expect((await answer(ines, id, 'keep')).body.state).toBe('declined');
    expect(await see(marcus)).toMatchObject({ state: 'booked', version: session.version, reschedule: { cancel: 'ask', request: { state: 'declined', mine: true } } });
    expect((await see(amina)).reschedule.request).toBeNull();
    expect(await told(marcus)).toEqual(['booked', 'cancel-asked', 'kept']);
  });

  it('silence keeps the session when the band ends, once, also with two workers', async () => {
    const id = (await cancel()).body.reschedule.request!.id;
    await to(25);
    expect((await see()).reschedule.request!.state).toBe('open');
    api.simulation.clock.advanceTo(new Date(Date.parse(start) - 24 * 3_600_000));
    const work = dueWork(api.context).find(({ name }) => name === 'session-requests')!;
    const now = api.context.clock.now();
    const done = await Promise.all([work.runDue(now), work.runDue(now)]);
    expect(done[0]! + done[1]!).toBe(1);
    expect(await see()).toMatchObject({ state: 'booked', reschedule: { request: { state: 'expired' } } });
    expect((await answer(ines, id, 'agree')).status).toBe(409);
    expect(await told(ines)).toEqual(['booked', 'cancel-asked', 'no-answer']);
    expect((await nudges(api)).filter(({ kind }) => kind === 'session-answered')).toHaveLength(1);
  });

  it('is taken back by whoever asked, and gone once the session moves otherwise', async () => {
    const id = (await cancel()).body.reschedule.request!.id;
    expect((await marcus.post(`/api/requests/${id}/withdraw`)).status).toBe(404);
    for (const _press of [1, 2]) expect((await amina.post<ChangeRequest>(`/api/requests/${id}/withdraw`)).body.state).toBe('withdrawn');
    expect((await see()).reschedule).toMatchObject({ request: null, cancel: 'ask' });
    const next = (await move()).body.reschedule.request!.id;
    hands(api).drag('amina', '2026-03-10T14:30:00Z', '2026-03-10T15:30:00Z');
    await settle(api);
    expect((await answer(ines, next, 'agree')).status).toBe(409);
    expect((await see()).start).toBe('2026-03-10T14:30:00.000Z');
  });

  it('a time that filled meanwhile is not agreed to: the session stays and the question too', async () => {
    const id = (await move()).body.reschedule.request!.id;
    expect((await ines.post<Session>(`/api/engagements/${engagement.id}/sessions`, { id: randomUUID(), start: other, minutes: 60, relax: spacing })).status).toBe(201);
    const refused = await answer(ines, id, 'agree');
    expect(refused.status).toBe(409);
    expect(await see()).toMatchObject({ start: session.start, reschedule: { request: { state: 'open' } } });
  });

  it('a coach outside is asked on their own page', async () => {
    const outside = await startEngagement(api, { coach: dana, sponsor: null });
    const coach = outside.participants.find(({ role }) => role === 'coach')!.id;
    const relax = [...spacing, { type: 'unconfirmed', personId: coach }];
    const { id, version } = await bookIn(outside.id, { kind: 'coaching', start: '2026-03-06T16:00:00Z', relax });
    const { body } = await amina.post<{ url: string }>(`/api/engagements/${outside.id}/coach-links`, {});
    const link = api.with(`Link ${new URL(body.url).hash.slice(1)}`);
    const asked = await amina.post<Session>(`/api/sessions/${id}/cancel`, { version, comment: 'Sorry' });
    expect(asked.status).toBe(202);
    await move();
    const { requests } = (await link.get<AskedRequests>('/api/requests')).body;
    expect(requests).toMatchObject([{ sessionId: id, request: { what: 'cancel', comment: 'Sorry' } }]);
    expect((await answer(link, requests[0]!.request.id, 'agree')).body.state).toBe('agreed');
    expect(await see(amina, id)).toMatchObject({ state: 'cancelled', calendar: { status: 'done' } });
    const inside = (await see()).reschedule.request!.id;
    expect((await answer(link, inside, 'agree')).status).toBe(404);
  });

  it('a coach outside who agrees to a time has confirmed it: nothing more is asked', async () => {
    const outside = await startEngagement(api, { coach: dana, sponsor: null });
    const relax = [...spacing, { type: 'unconfirmed', personId: outside.participants.find(({ role }) => role === 'coach')!.id }];
    const { id, version } = await bookIn(outside.id, { kind: 'coaching', start: '2026-03-06T16:00:00Z', relax });
    const link = api.with(`Link ${new URL((await amina.post<{ url: string }>(`/api/engagements/${outside.id}/coach-links`, {})).body.url).hash.slice(1)}`);
    const asked = (await amina.post<Session>(`/api/sessions/${id}/move`, { version, start: other, relax })).body;
    expect((await answer(link, asked.reschedule.request!.id, 'agree')).body.state).toBe('agreed');
    expect(await see(amina, id)).toMatchObject({ state: 'booked', start: '2026-03-09T14:30:00.000Z' });
  });

  it('the coach’s own move needs nobody, and the client is told', async () => {
    expect(await move(ines)).toMatchObject({ status: 200, body: { start: '2026-03-09T14:30:00.000Z' } });
    expect((await nudges(api)).map(({ kind }) => kind)).toContain('session-changed');
  });
});

describe('late', () => {
  beforeEach(() => to(3));

  it('a cancellation needs a reason from the list and becomes a late one, with by whom', async () => {
    const without = await cancel();
    expect([without.status, (without.body as unknown as { error: { fields: { path: string }[] } }).error.fields[0]!.path]).toEqual([400, 'reasonCode']);
    expect((await cancel(amina, { reasonCode: 'bored' })).status).toBe(400);
    const done = await cancel(amina, { reasonCode: 'illness' });
    expect(done.body).toMatchObject({ state: 'late-cancel', calendar: { status: 'done' }, reschedule: { band: null, cancelled: { reason: 'Illness', askWhy: false } } });
    expect((await see(ines)).reschedule.cancelled!.reason).toBe('Illness');
    // Somebody's health is not their manager's to read.
    for (const caller of [marcus, await api.as('lena')]) {
      expect((await see(caller)).reschedule.cancelled!.reason).toBeNull();
      expect(JSON.stringify((await caller.get(`/api/sessions/${session.id}/history`)).body)).not.toMatch(/illness/i);
    }
    expect((await cancel(amina, { reasonCode: 'travel' })).body.state).toBe('late-cancel');
  });

  it('a move is the coach’s to agree to, until the session starts', async () => {
    const { status, body } = await move();
    expect([status, body.reschedule.request!.expiresAt]).toEqual([202, session.start]);
  });

  it('cancelled in Outlook, it is followed, and who did it is asked why, once', async () => {
    hands(api).remove('amina');
    await settle(api);
    expect(await see()).toMatchObject({ state: 'late-cancel', reschedule: { cancelled: { reason: null, askWhy: true } } });
    expect((await nudges(api)).filter(({ kind }) => kind === 'session-reason')).toHaveLength(1);
    for (const caller of [ines, marcus, await api.as('omar')]) expect((await caller.put(`/api/sessions/${session.id}/reason`, { reasonCode: 'travel' })).status).toBe(404);
    for (const _press of [1, 2]) expect((await amina.put(`/api/sessions/${session.id}/reason`, { reasonCode: 'travel' })).status).toBe(200);
    expect((await see()).reschedule).toMatchObject({ reasons: [], cancelled: { reason: 'Travel', askWhy: false } });
    expect(await told(amina)).toEqual(['booked', 'cancelled-in-outlook', 'reason-given']);
    expect(await told(await api.as('lena'))).toEqual(['booked', 'cancelled-in-outlook']);
  });

  const marcusReads = async (id: string) => {
    const { reschedule: { cancelled }, state } = await see(marcus, id);
    const { happened } = (await marcus.get<SessionHistory>(`/api/sessions/${id}/history`)).body;
    return { state, by: cancelled!.by, happened: happened.map(({ what, by, late }) => [what, by, late]) };
  };
  const agreeOn = (attendance: boolean) =>
    api.context.db.system((tx) => tx.query('update engagements set sponsor_sees = $1', [JSON.stringify({ attendance, nextDate: true, phase: false, goals: true })]));

  it.each([['cancelled', () => cancel(amina, { reasonCode: 'illness' })], ['cancelled in Outlook', async () => {
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: calendarOf(api.simulation, address('amina')).find(({ start: at }) => at === session.start)!.id });
    await settle(api);
  }]])(
    'how late it was %s, and by whom, is attendance: the sponsor reads it of coaching sessions once that is agreed, and never why',
    async (_how, act) => {
      const coaching = await bookIn((await startEngagement(api, { goals: [] })).id, { kind: 'coaching', start: '2026-03-10T14:30:00Z' });
      session = coaching;
      await api.passTime('2026-03-10T12:00:00Z');
      await act();
      expect((await see(amina)).state).toBe('late-cancel');
      for (const agreed of [null, false]) {
        if (agreed === false) await agreeOn(false);
        expect(await marcusReads(coaching.id)).toEqual({ state: 'cancelled', by: null, happened: [['booked', null, false]] });
      }
      await agreeOn(true);
      const { state, by, happened } = await marcusReads(coaching.id);
      const name = coaching.attendees.find(({ role }) => role === 'client')!.displayName;
      expect([state, by, happened.some(([, who, late]) => who === name && late === true)]).toEqual(['late-cancel', name, true]);
      expect(JSON.stringify((await marcus.get(`/api/sessions/${coaching.id}/history`)).body)).not.toMatch(/illness/i);
      expect((await see(marcus, coaching.id)).reschedule.cancelled!.reason).toBeNull();
    },
  );
});

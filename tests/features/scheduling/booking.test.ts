import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Home } from '../../../server/features/home/contract.ts';
import type { Session, SessionList, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, busy, idFor, seed, tenantId } from '../../support/seed.ts';
import { calendarOf, mailsOf, sentTo } from '../../support/calendars.ts';

let api: Api;
let amina: Caller;
let engagementId: string;

async function begin(given = seed()): Promise<void> {
  api = await startApi({ seed: given });
  amina = await api.as('amina');
  engagementId = (await startEngagement(api)).id;
}
beforeEach(() => begin());
afterEach(() => api.close());

const find = (body: object = {}) => amina.post<TimesFound>(`/api/engagements/${engagementId}/times`, body);
const bookBody = (more: object = {}) => ({ id: randomUUID(), start: '2026-03-04T14:30:00Z', minutes: 60, agenda: 'How the quarter went', ...more });
const book = (body: object = bookBody()) => amina.post<Session>(`/api/engagements/${engagementId}/sessions`, body);
const sessions = async (): Promise<Session[]> => (await amina.get<SessionList>(`/api/engagements/${engagementId}/sessions`)).body.sessions;
const events = (name: string) => calendarOf(api.simulation, address(name));
const fault = (given: object) => api.simulation.faults.add([given as never]);

describe('finding times', () => {
  it('offers only what lies in everybody’s working hours, with evidence for each person', async () => {
    const { status, body } = await find();
    expect(status).toBe(200);
    expect(body.slots.length).toBeGreaterThan(3);
    expect(body.calendars.map(({ role, source, required, zone }) => [role, source, required, zone])).toEqual([
      ['client', 'microsoft-365', true, 'Europe/London'],
      ['coach', 'microsoft-365', true, 'Europe/Berlin'],
      ['sponsor', 'microsoft-365', true, 'America/New_York'],
    ]);
    for (const slot of body.slots) {
      // 9 in New York to 17 in Berlin: 14:00 to 16:00 UTC, an hour less before the United States change their clocks on 8 March.
      const hour = new Date(slot.start).getUTCHours() + new Date(slot.start).getUTCMinutes() / 60;
      expect(hour).toBeGreaterThanOrEqual(slot.start < '2026-03-08' ? 14 : 13);
      expect(hour).toBeLessThanOrEqual(15);
      expect(slot.evidence.map((one) => one.state)).toEqual(['free', 'free', 'free']);
    }
    expect(body.relaxations).toEqual([]);
  });

  it('keeps the notice and goes on to offer nothing that has less', async () => {
    const { body } = await find();
    expect(Math.min(...body.slots.map((slot) => Date.parse(slot.start)))).toBeGreaterThanOrEqual(Date.parse('2026-03-03T08:00:00Z'));
  });

  it('says who blocks and what would help, and keeps the promise', async () => {
    await api.close();
    // Marcus has no free hour left until the clocks meet later in the day.
    await begin(seed({ people: { marcus: { events: [busy('2026-03-02T13:00', '2026-03-02T17:00', { rrule: 'FREQ=DAILY;COUNT=60' })] } } }));
    const { body } = await find();
    expect(body.slots).toEqual([]);
    const marcus = body.calendars.find((one) => one.role === 'sponsor')!.personId;
    expect(body.blockers.filter((one) => one.personId === marcus).map((one) => one.reason)).toContain('busy');
    expect(body.relaxations.length).toBeGreaterThan(0);
    for (const offer of body.relaxations) {
      const relaxed = await find({ relax: offer.relax });
      expect([offer.label, relaxed.body.total]).toEqual([offer.label, offer.count]);
    }
  });

  it('asks Microsoft once for all people of the tenant', async () => {
    await find();
    api.simulation.traffic.clear();
    await find();
    expect((await sentTo(api.simulation)).map((one) => one.path)).toEqual(['/v1.0/me/calendar/getSchedule']);
  });

  it('names what is wrong with the question', async () => {
    expect((await find({ kind: 'party' })).status).toBe(400);
    expect((await find({ from: '2026-03-10T00:00:00Z', to: '2026-03-09T00:00:00Z' })).status).toBe(400);
    expect((await find({ relax: [{ type: 'optional', personId: randomUUID() }] })).status).toBe(400);
    expect((await find({ movingSessionId: randomUUID() })).status).toBe(400);
  });
});

describe('booking', () => {
  it('puts one event with a Teams link into the three calendars, and the app into its chat', async () => {
    const { status, body } = await book();
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'booked', calendar: { status: 'done' }, chatApp: 'installed', joinUrlMissing: false, agenda: 'How the quarter went' });
    expect(body.joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\//);
    expect(body.attendees.map(({ role, organizer }) => [role, organizer])).toEqual([['client', true], ['coach', false], ['sponsor', false]]);
    for (const name of ['amina', 'ines', 'marcus']) {
      expect(events(name).map((event) => [event.subject, event.start])).toEqual([['Three-way coaching session', '2026-03-04T14:30:00.000Z']]);
    }
    expect(['amina', 'ines', 'marcus'].map((name) => mailsOf(api.simulation, address(name)))).toEqual([[], ['invitation'], ['invitation']]);
  });

  it('takes at most four requests, one of them for free/busy', async () => {
    await find();
    api.simulation.traffic.clear();
    await book();
    const sent = await sentTo(api.simulation);
    expect(sent.length).toBeLessThanOrEqual(4);
    expect(sent.filter(({ path }) => path.endsWith('getSchedule'))).toHaveLength(1);
  });

  it('pressed twice, at once and again later, is one session and one event', async () => {
    const body = bookBody();
    const answers = await Promise.all([book(body), book(body), book(body)]);
    const again = await book(body);
    expect([...answers, again].map((answer) => answer.status).every((status) => status === 201 || status === 202)).toBe(true);
    expect(again.body).toMatchObject({ id: body.id, calendar: { status: 'done' } });
    expect(await sessions()).toHaveLength(1);
    expect(events('ines')).toHaveLength(1);
  });

  it('of two people who book at the same moment one is told that the time is taken', async () => {
    const ines = await api.as('ines');
    const [first, second] = await Promise.all([book(), ines.post<Session>(`/api/engagements/${engagementId}/sessions`, bookBody())]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    expect(events('marcus')).toHaveLength(1);
  });

  it('refuses a time that filled since it was offered, says who, and offers others', async () => {
    await book();
    const id = (await startEngagement(api, { coach: { objectId: idFor('omar'), email: address('omar'), displayName: 'Omar' } })).id;
    const { status, body } = await amina.post(`/api/engagements/${id}/sessions`, bookBody());
    const { error } = body as { error: { code: string; details: { blockedBy: string[]; slots: unknown[] } } };
    expect([status, error.code]).toEqual([409, 'slot-taken']);
    expect(error.details.blockedBy).toEqual(expect.arrayContaining(['Amina Example', 'Marcus Example']));
    expect(error.details.slots.length).toBeGreaterThan(0);
  });

  it('keeps a neutral subject and an empty body when the client prefers that', async () => {
    const { version } = (await amina.get<{ version: number }>(`/api/engagements/${engagementId}`)).body;
    await amina.patch(`/api/engagements/${engagementId}`, { version, neutralSubject: true });
    await book();
    expect(events('marcus').map((event) => event.subject)).toEqual(['Meeting']);
    expect(JSON.stringify([...api.simulation.tenant.state.all('event'), ...api.simulation.tenant.state.all('message')])).not.toMatch(/coach(ing)? session|quarter/i);
  });

  it('without a Teams licence the session stands and says that the link did not come', async () => {
    await api.close();
    await begin(seed({ people: { amina: { teamsLicence: false } } }));
    expect((await book()).body).toMatchObject({ state: 'booked', calendar: { status: 'done' }, joinUrl: null, joinUrlMissing: true, chatApp: 'none' });
  });

  it('writes into the mailbox of whoever books until the client has opened the engagement', async () => {
    const body = { ...(await import('../../support/engagement.ts')).engagementBody() };
    const ines = await api.as('ines');
    await ines.post('/api/engagements', body);
    const booked = await ines.post<Session>(`/api/engagements/${body.id}/sessions`, bookBody({ start: '2026-03-05T14:30:00Z' }));
    expect(booked.body.attendees.find((one) => one.organizer)?.role).toBe('coach');
    await amina.get(`/api/engagements/${body.id}`);
    const later = await ines.post<Session>(`/api/engagements/${body.id}/sessions`, bookBody({ start: '2026-03-19T14:30:00Z' }));
    expect(later.body.attendees.find((one) => one.organizer)?.role).toBe('client');
  });

  it('names a time that has passed, and an id that was used for another', async () => {
    expect((await book(bookBody({ start: '2026-03-01T14:30:00Z' }))).status).toBe(400);
    const body = bookBody();
    await book(body);
    expect((await book({ ...body, start: '2026-03-05T14:30:00Z' })).status).toBe(409);
  });
});

describe('a bad day', () => {
  it.each([
    ['throttled', { match: 'POST /me/events', fault: '429', times: 2, retryAfter: 5 }],
    ['unavailable', { match: 'POST /me/events', fault: '503', times: 2, retryAfter: 5 }],
    ['timing out', { match: 'POST /me/events', fault: '504', times: 4 }],
    ['losing answers', { match: 'POST /me/events', fault: 'drop-response', times: 2 }],
    ['offline', { match: 'POST /me/events', fault: 'offline', times: 2 }],
  ])('%s: the person sees "waiting", and it is done once, without them', async (_what, given) => {
    fault(given);
    const body = bookBody();
    const first = await book(body);
    expect(first.status).toBe(202);
    expect(first.body.calendar).toMatchObject({ status: 'waiting', what: 'book' });
    await api.passTime('2026-03-02T09:00:00Z');
    expect((await amina.get<Session>(`/api/sessions/${body.id}`)).body).toMatchObject({ state: 'booked', calendar: { status: 'done' }, chatApp: 'installed' });
    for (const name of ['amina', 'ines', 'marcus']) expect(events(name)).toHaveLength(1);
    expect(mailsOf(api.simulation, address('ines'))).toEqual(['invitation']);
  });

  it('free/busy cannot be read at the moment of booking: it is read before anything is written', async () => {
    fault({ match: 'POST /me/calendar/getSchedule', fault: 'offline' });
    const body = bookBody();
    expect((await book(body)).body.calendar.status).toBe('waiting');
    expect(events('amina')).toHaveLength(0);
    api.simulation.faults.clear();
    await api.passTime('2026-03-02T09:00:00Z');
    expect(events('amina')).toHaveLength(1);
  });

  it('the time filled while Microsoft did not answer: nothing is written, and the person is asked', async () => {
    fault({ match: 'POST /me/calendar/getSchedule', fault: 'offline' });
    const body = bookBody();
    await book(body);
    api.simulation.faults.clear();
    await api.context.microsoft.application(tenantId).createEvent(idFor('marcus'), {
      transactionId: randomUUID(), subject: 'Board', bodyHtml: '', start: body.start, end: '2026-03-04T16:00:00Z', zone: 'UTC', attendees: [],
      showAs: 'busy', sensitivity: 'normal', tag: 'x',
    });
    await api.passTime('2026-03-02T11:00:00Z');
    const seen = (await amina.get<Session>(`/api/sessions/${body.id}`)).body;
    expect(seen.calendar.status).toBe('attention');
    expect(events('marcus')).toHaveLength(0);
    expect((await amina.get<Home>('/api/home')).body.asks[0]).toMatchObject({ kind: 'calendar-attention', sessionId: body.id });
  });

  it('lost consent: one sentence and the permission; done by itself once it is back', async () => {
    fault({ match: 'POST /me/events', fault: 'consent-revoked' });
    const body = bookBody();
    const first = await book(body);
    expect([first.status, first.body.calendar]).toEqual([202, expect.objectContaining({ status: 'attention', permission: 'Calendars.ReadWrite' })]);
    api.simulation.faults.clear();
    await api.passTime('2026-03-02T08:20:00Z');
    expect((await amina.get<Session>(`/api/sessions/${body.id}`)).body.calendar.status).toBe('done');
  });

  it('a retry asked for by hand works at once', async () => {
    fault({ match: 'POST /me/events', fault: 'consent-revoked' });
    const body = bookBody();
    await book(body);
    api.simulation.faults.clear();
    expect((await amina.post<Session>(`/api/sessions/${body.id}/retry`)).body.calendar.status).toBe('done');
  });

  it('the app cannot be put into the chat: said, and the session stands', async () => {
    fault({ match: 'POST /chats/*', fault: 'consent-revoked' });
    expect((await book()).body).toMatchObject({ calendar: { status: 'done' }, chatApp: 'failed' });
  });

  it('two workers at once do it once', async () => {
    fault({ match: 'POST /me/events', fault: '503', times: 1, retryAfter: 5 });
    const body = bookBody();
    await book(body);
    api.simulation.clock.advanceTo(new Date('2026-03-02T08:10:00Z'));
    const { calendarSync } = await import('../../../server/features/scheduling/jobs.ts');
    const [work, other] = [calendarSync(api.context), calendarSync(api.context)];
    const done = await Promise.all([work.runDue(api.context.clock.now()), other.runDue(api.context.clock.now())]);
    expect(done[0]! + done[1]!).toBe(1);
    expect(await work.runDue(api.context.clock.now())).toBe(0);
    expect(events('ines')).toHaveLength(1);
  });
});

describe('moving and cancelling', () => {
  it('moves the same event for everybody; the session does not stand in its own way', async () => {
    const booked = (await book()).body;
    const moved = await amina.post<Session>(`/api/sessions/${booked.id}/move`, { version: booked.version, start: '2026-03-04T15:00:00Z' });
    expect([moved.status, moved.body.start, moved.body.calendar.status]).toEqual([200, '2026-03-04T15:00:00.000Z', 'done']);
    for (const name of ['amina', 'ines', 'marcus']) expect(events(name).map((event) => event.start)).toEqual(['2026-03-04T15:00:00.000Z']);
  });

  it('does not move over what somebody else changed', async () => {
    const booked = (await book()).body;
    await amina.post(`/api/sessions/${booked.id}/move`, { version: booked.version, start: '2026-03-05T15:00:00Z' });
    expect((await amina.post(`/api/sessions/${booked.id}/move`, { version: booked.version, start: '2026-03-06T15:00:00Z' })).status).toBe(409);
  });

  it('moved before it could be booked, it is booked once, at the last time', async () => {
    fault({ match: 'POST /me/events', fault: 'drop-response', times: 1 });
    const first = (await book()).body;
    expect(first.calendar.status).toBe('waiting');
    await amina.post(`/api/sessions/${first.id}/move`, { version: first.version, start: '2026-03-05T15:00:00Z' });
    await api.passTime('2026-03-02T09:00:00Z');
    for (const name of ['amina', 'ines', 'marcus']) expect(events(name).map((event) => event.start)).toEqual(['2026-03-05T15:00:00.000Z']);
  });

  it('cancels for everybody with the comment, once', async () => {
    const booked = (await book()).body;
    const gone = await amina.post<Session>(`/api/sessions/${booked.id}/cancel`, { version: booked.version, comment: 'Ill, sorry' });
    expect(gone.body).toMatchObject({ state: 'cancelled', calendar: { status: 'done' }, can: { move: false, cancel: false } });
    for (const name of ['amina', 'ines', 'marcus']) expect(events(name)).toEqual([]);
    expect((await amina.post(`/api/sessions/${booked.id}/cancel`, { version: gone.body.version })).status).toBe(409);
  });

  it('cancelled while the answer to booking was lost, nothing stays behind', async () => {
    fault({ match: 'POST /me/events', fault: 'drop-response', times: 1 });
    const first = (await book()).body;
    await amina.post(`/api/sessions/${first.id}/cancel`, { version: first.version });
    await api.passTime('2026-03-02T09:00:00Z');
    for (const name of ['amina', 'ines', 'marcus']) expect(events(name)).toEqual([]);
  });
});

describe('who sees a session', () => {
  it('the sponsor sees no agenda of a session without them; nobody else sees anything', async () => {
    const booked = (await book(bookBody({ kind: 'coaching', start: '2026-03-04T10:00:00Z' }))).body;
    const seen = async (name: string) => (await api.as(name)).get<Session>(`/api/sessions/${booked.id}`);
    expect((await seen('ines')).body.agenda).toBe('How the quarter went');
    expect((await seen('marcus')).body).toMatchObject({ agenda: null, joinUrl: null, state: 'booked' });
    expect((await seen('lena')).body).toMatchObject({ agenda: null, joinUrl: null });
    expect((await seen('omar')).status).toBe(404);
    expect(events('marcus')).toEqual([]);
  });

  it('the panel finds it by the meeting’s chat, for those who take part', async () => {
    const booked = (await book()).body;
    const { rows } = await api.context.db.system((tx) => tx.query<{ chat_id: string }>('select chat_id from sessions where id = $1', [booked.id]));
    const at = `/api/meetings/session?chatId=${encodeURIComponent(rows[0]!.chat_id)}`;
    expect((await amina.get<{ session: Session | null }>(at)).body.session?.id).toBe(booked.id);
    expect((await (await api.as('omar')).get(at)).body).toEqual({ session: null, linked: false });
  });
});

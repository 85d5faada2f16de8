import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Attendance } from '../../../server/features/attendance/contract.ts';
import type { Rebook } from '../../../server/features/chase/contract.ts';
import { chases, sessionPings } from '../../../server/features/chase/jobs.ts';
import { defaultTerms } from '../../../server/features/disclosure/contract.ts';
import { idleEngagements } from '../../../server/features/scheduling/jobs.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { behave } from '../../../server/sandbox/meeting-acts.ts';
import { changePolicy } from '../../../server/sandbox/tenant/calls/policy.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
let engagement: string;
beforeEach(async () => {
  api = await startApi();
  [amina, ines] = [await api.as('amina'), await api.as('ines')];
  engagement = (await startEngagement(api, { idleDays: 8 })).id;
  changePolicy(api.simulation.tenant, { reportDelayMinutes: 3 });
});
afterEach(() => api.close());

const start = '2026-03-06T10:00:00.000Z';

async function book(at = start): Promise<Session> {
  const made = await amina.post<Session>(`/api/engagements/${engagement}/sessions`, { id: randomUUID(), kind: 'coaching', start: at, minutes: 60, relax: [{ type: 'spacing' }] });
  expect(made.status).toBe(201);
  return made.body;
}

const entry = (at: string): string => calendarAt(api.simulation.tenant, address('amina'), new Date(at), new Date(Date.parse(at) + 1)).find(({ joinUrl }) => joinUrl)!.id;

/** A session that the client was not at, by Teams' report. */
async function missed(at = start): Promise<string> {
  const { id } = await book(at);
  behave(api.simulation.tenant, { user: address('amina'), id: entry(at), who: address('amina'), visits: [], guise: { kind: 'account', address: null, name: null }, withoutAddress: false });
  return id;
}

interface Said {
  kind: string;
  who: string;
  state: string;
  subject: string;
  lines: string[];
  links: { label: string; path: string }[];
  at: Date;
}
// With the ladder's, so that one miss is seen to bring one message.
const chaseKinds = ['rebook', 'rebook-person', 'nothing-booked', 'session-missing', 'session-late', 'ladder-first', 'ladder-tell'];
const notices = async (): Promise<Said[]> => (await api.context.db.system((tx) => tx.query<Said>(
  `select n.kind, split_part(p.email, '@', 1) as who, n.state, n.subject, n.lines, n.links, n.offered_at as at from notices n join people p on p.id = n.person_id where n.kind = any($1) order by n.offered_at, n.id`,
  [chaseKinds],
))).rows;
/** What was offered; a line that was left out because another says it, is as if it had not been. */
const lines = async (): Promise<string[]> => (await notices()).filter(({ state }) => state !== 'dropped').map(({ kind, who, state }) => `${kind} ${who} ${state}`);

describe('after a session that the client missed', () => {
  it('a note with three times, one more, then the coach; and nothing beside it', async () => {
    const id = await missed();
    await api.passTime('2026-03-09T09:00:00Z');
    const [first, ...more] = (await notices()).filter(({ state }) => state === 'said');
    expect(more).toEqual([]);
    expect(first!.lines.at(-1)).toBe('It stays with you: nobody else is written to.');
    expect(first).toMatchObject({ kind: 'rebook', who: 'amina', state: 'said', subject: 'Shall we find another time?' });
    expect(first!.links.map(({ path }) => path)).toEqual([`/sessions/${id}/rebook`, ...Array.from({ length: 3 }, () => expect.stringMatching(new RegExp(`^/sessions/${id}/rebook/\\d{8}T\\d{6}Z$`))), `/engagements/${engagement}/book`]);
    await api.passTime('2026-03-13T12:00:00Z');
    expect(await lines()).toEqual(['rebook amina said', 'rebook amina said', 'rebook-person ines said']);
    const [one, two] = (await notices()).filter(({ kind }) => kind === 'rebook');
    expect(two!.at.getTime() - one!.at.getTime()).toBeGreaterThanOrEqual(3 * 86_400_000);
    // Much later the engagement's own reminder has its turn, counted from here.
    const idle = async (at: string) => {
      api.simulation.clock.advanceTo(new Date(at));
      await idleEngagements(api.context).runDue(new Date(at));
      return (await lines()).slice(3);
    };
    expect(await idle('2026-03-19T06:00:00Z')).toEqual([]);
    expect(await idle('2026-03-22T06:00:00Z')).toEqual(['nothing-booked amina waiting']);
  });

  it('a note that waits for the end of a leave has times that can be booked when it is said', async () => {
    changeSettings(api.simulation.tenant, { user: address('amina'), automaticReplies: { status: 'scheduled', from: new Date('2026-03-06T11:00:00Z'), to: new Date('2026-03-17T00:00:00Z'), text: 'On leave.' } });
    const id = await missed();
    await api.passTime('2026-03-16T12:00:00Z');
    expect(await lines()).toContain('rebook amina waiting');
    await api.passTime('2026-03-17T12:00:00Z');
    const said = (await notices()).filter(({ state }) => state === 'said');
    expect(said).toMatchObject([{ kind: 'rebook', subject: 'Shall we find another time?' }]);
    const { body } = await amina.get<Rebook>(`/api/sessions/${id}/rebook`);
    expect(body.times).toHaveLength(3);
    expect(said[0]!.links.slice(1, 4).map(({ path }) => path)).toEqual(body.times.map((one) => `/sessions/${id}/rebook/${one.start.replaceAll(/[-:]|\.\d+/g, '')}`));
    expect(Date.parse(body.times[0]!.start)).toBeGreaterThan(Date.parse('2026-03-18T07:30:00Z'));
    await api.passTime('2026-03-19T12:00:00Z');
    expect(await lines()).toEqual(['rebook amina said']);
  });

  it('one press books one of the times, and that is the end of it', async () => {
    const id = await missed();
    await api.passTime('2026-03-06T16:30:00Z');
    const { body } = await amina.get<Rebook>(`/api/sessions/${id}/rebook`);
    expect(body).toMatchObject({ engagementId: engagement, kind: 'coaching', minutes: 60, next: null });
    expect(body.times).toHaveLength(3);
    // What was missed is no reason to wait another ten days.
    expect(Date.parse(body.times[0]!.start) - Date.parse(start)).toBeLessThan(7 * 86_400_000);
    const made = await amina.post<Session>(`/api/engagements/${engagement}/sessions`, { id: randomUUID(), kind: body.kind, start: body.times[0]!.start, minutes: body.minutes });
    expect(made.status).toBe(201);
    expect((await amina.get<Rebook>(`/api/sessions/${id}/rebook`)).body.next).toEqual({ sessionId: made.body.id, start: body.times[0]!.start });
    await api.passTime(new Date(Date.parse(body.times[0]!.start) - 3_600_000));
    expect(await lines()).toEqual(['rebook amina said']);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['disputed', async (id) => amina.put(`/api/sessions/${id}/attendance/dispute`, { version: (await amina.get<Attendance>(`/api/sessions/${id}/attendance`)).body.version, why: 'I was there' })],
    ['corrected', async (id) => ines.put(`/api/sessions/${id}/attendance/outcome`, { version: (await ines.get<Attendance>(`/api/sessions/${id}/attendance`)).body.version, outcome: 'held' })],
    ['paused', async () => amina.post(`/api/engagements/${engagement}/pause`, { until: '2026-05-01' })],
    ['ended', async () => amina.post(`/api/engagements/${engagement}/end`)],
  ])('it stops at once when it is %s', async (_what, act) => {
    const id = await missed();
    await api.passTime('2026-03-06T14:05:00Z');
    expect(((await act(id)) as { status: number }).status).toBeLessThan(300);
    await api.passTime('2026-03-10T12:00:00Z');
    expect((await lines()).filter((line) => line.endsWith(' said'))).toEqual([]);
    expect((await api.context.db.system((tx) => tx.query('select from chases where due_at is not null'))).rowCount).toBe(0);
  });

  it('one message for one miss: the ladder’s own line, when something else is booked and there is nothing to offer', async () => {
    await missed();
    await book('2026-03-24T10:00:00.000Z');
    await api.passTime('2026-03-12T12:00:00Z');
    expect(await lines()).toEqual(['ladder-first amina said']);
  });

  it('one message for one miss: where the client is asked to tell the sponsor, times come later', async () => {
    const { newest } = (await amina.get<{ newest: number }>(`/api/engagements/${engagement}/sharing`)).body;
    await amina.post(`/api/engagements/${engagement}/sharing`, { newest, terms: { ...defaultTerms, ladder: { ...defaultTerms.ladder, talkAt: 1, tellAt: 2 } } });
    for (const who of [ines, await api.as('marcus')]) expect((await who.post(`/api/engagements/${engagement}/sharing/acceptance`, { version: newest + 1 })).status).toBe(200);
    await missed('2026-03-04T10:00:00.000Z');
    await missed();
    await api.passTime('2026-03-09T12:00:00Z');
    expect(await lines()).toEqual(['ladder-first amina said', 'ladder-tell amina said']);
    await api.passTime('2026-03-10T12:00:00Z');
    const later = (await notices()).filter(({ kind, state }) => kind === 'rebook' && state === 'said');
    expect(later.map(({ subject }) => subject)).toEqual(['Times for your next session']);
  });

  it('what was missed before they met again is not made up for', async () => {
    await missed('2026-03-04T10:00:00.000Z');
    await book();
    await api.passTime('2026-03-09T12:00:00Z');
    expect((await lines()).filter((line) => line.startsWith('rebook'))).toEqual([]);
  });

  it('a client who paused notices hears nothing until then, and never two at once', async () => {
    await missed();
    await amina.patch('/api/notices', { pausedUntil: '2026-03-12' });
    await api.passTime('2026-03-11T20:00:00Z');
    expect(await lines()).toEqual(['ladder-first amina waiting', 'rebook amina waiting']);
    await api.passTime('2026-03-13T12:00:00Z');
    expect(await lines()).toEqual(['rebook amina said']);
  });

  it('a late cancellation by the client, and none by the coach', async () => {
    const { id } = await book('2026-03-03T15:00:00.000Z');
    await api.passTime('2026-03-03T09:00:00Z');
    const { version } = (await amina.get<Session>(`/api/sessions/${id}`)).body;
    expect((await amina.post<Session>(`/api/sessions/${id}/cancel`, { version, reasonCode: 'work-emergency' })).body.state).toBe('late-cancel');
    await api.passTime('2026-03-03T12:00:00Z');
    expect(await lines()).toEqual(['ladder-first amina waiting', 'rebook amina said']);
    await api.context.db.system(async (tx) => {
      await tx.query('delete from chases');
      await tx.query('update sessions set cancelled_by = (select coach_id from engagements where id = engagement_id) where id = $1', [id]);
    });
    expect(await chases(api.context).nextDueAt()).toBeNull();
  });

  it('Microsoft down for hours: the note comes with its times once it answers', async () => {
    await missed();
    await api.passTime('2026-03-06T14:05:00Z');
    api.simulation.faults.add([{ match: 'POST /users/*/calendar/getSchedule', fault: '503', times: 4 }]);
    await api.passTime('2026-03-09T12:00:00Z');
    expect((await notices()).find(({ kind }) => kind === 'rebook')!.links).toHaveLength(5);
  });

  it('two workers at once, and one that was killed, offer nothing twice', async () => {
    await missed();
    await api.passTime('2026-03-06T14:05:00Z');
    const now = new Date('2026-03-06T16:00:00Z');
    api.simulation.clock.advanceTo(now);
    const killed = { ...api.context, microsoft: { ...api.context.microsoft, application: () => { throw new Error('killed'); } } } as typeof api.context;
    expect(await chases(killed).runDue(now)).toBe(0);
    const later = new Date('2026-03-06T16:03:00Z');
    api.simulation.clock.advanceTo(later);
    const done = await Promise.all([chases(api.context).runDue(later), chases(api.context).runDue(later)]);
    expect([done[0]! + done[1]!, (await notices()).filter(({ kind }) => kind === 'rebook').length]).toEqual([1, 1]);
  });

  it('the sponsor, a lead and strangers see nothing of it', async () => {
    const id = await missed();
    await api.passTime('2026-03-09T09:00:00Z');
    for (const name of ['marcus', 'lena', 'omar']) expect((await (await api.as(name)).get(`/api/sessions/${id}/rebook`)).status).toBe(404);
    expect((await ines.get(`/api/sessions/${id}/rebook`)).status).toBe(200);
  });
});

describe('while a session is on', () => {
  const panel = (caller: Caller, id: string) => caller.put(`/api/sessions/${id}/attendance/panel`, undefined);

  it('whoever is not seen is told once that the other is there', async () => {
    const { id } = await book();
    await api.passTime('2026-03-06T09:59:00Z');
    for (let minute = 0; minute <= 14; minute += 2) {
      await panel(ines, id);
      await api.passTime(new Date(Date.parse(start) + minute * 60_000));
    }
    expect((await notices()).map(({ kind, who, state, subject }) => [kind, who, state, subject])).toEqual([['session-missing', 'amina', 'said', 'Ines Example is in the meeting']]);
    expect((await notices())[0]!.at).toEqual(new Date('2026-03-06T10:05:00Z'));
  });

  it('nobody is without evidence, nor who was seen, nor twice by two workers', async () => {
    const { id } = await book();
    await api.passTime('2026-03-06T10:06:00Z');
    expect(await lines()).toEqual([]);
    await panel(ines, id);
    await panel(amina, id);
    await api.passTime('2026-03-06T10:08:00Z');
    expect(await lines()).toEqual([]);
    await api.context.db.system((tx) => tx.query('delete from attendance_panels where person_id = (select id from people where email = $1)', [address('amina')]));
    const now = api.context.clock.now();
    const done = await Promise.all([sessionPings(api.context).runDue(now), sessionPings(api.context).runDue(now)]);
    expect([done[0]! + done[1]!, (await notices()).length]).toEqual([1, 1]);
  });

  it('whoever is late says so with one tap, and the other is told once', async () => {
    const { id } = await book();
    expect((await amina.post(`/api/sessions/${id}/late`, { minutes: 5 })).status).toBe(409);
    await api.passTime('2026-03-06T10:01:00Z');
    for (let press = 0; press < 2; press += 1) expect((await amina.post(`/api/sessions/${id}/late`, { minutes: 5 })).status).toBe(204);
    expect((await amina.post(`/api/sessions/${id}/late`, { minutes: 7 })).status).toBe(400);
    for (const name of ['lena', 'omar']) expect((await (await api.as(name)).post(`/api/sessions/${id}/late`, { minutes: 5 })).status).toBe(404);
    await api.passTime('2026-03-06T10:03:00Z');
    expect((await notices()).map(({ who, subject, state }) => [who, subject, state])).toEqual([['ines', 'Amina Example is on the way, about 5 minutes late', 'said']]);
  });
});

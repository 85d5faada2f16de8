import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dueWork } from '../../../server/due-work.ts';
import { defaultTerms, type DisclosureList, type Ladder, type Sharing, type SharingTerms, type SponsorView } from '../../../server/features/disclosure/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Attendance } from '../../../server/features/attendance/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { runDueUntil } from '../../../server/platform/jobs/run-due-until.ts';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { activityOf, inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { silent, startApi, type Answer, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';

let api: Api;
let engagement: Engagement;
let amina: Caller;
let ines: Caller;
let marcus: Caller;
let lena: Caller;

async function start(more: Record<string, unknown> = {}): Promise<void> {
  api = await startApi();
  [amina, ines, marcus, lena] = [await api.as('amina'), await api.as('ines'), await api.as('marcus'), await api.as('lena')];
  engagement = await startEngagement(api, more);
}
beforeEach(() => start());
afterEach(() => api.close());

const path = (rest: string): string => `/api/engagements/${engagement.id}/${rest}`;
const ok = <Body>({ status, body }: Answer<Body>): Body => {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const sharing = async (who: Caller): Promise<Sharing> => ok(await who.get<Sharing>(path('sharing')));
const propose = (who: Caller, newest: number, terms: SharingTerms = defaultTerms) => who.post<Sharing>(path('sharing'), { newest, terms });
const accept = (who: Caller, version: number) => who.post<Sharing>(path('sharing/acceptance'), { version });
async function agree(terms: SharingTerms = defaultTerms): Promise<void> {
  const { newest } = await sharing(amina);
  ok(await propose(amina, newest, terms));
  for (const who of [ines, marcus]) ok(await accept(who, newest + 1));
}

const ladder = async (who: Caller): Promise<Ladder> => ok(await who.get<Ladder>(path('ladder')));
const act = async (who: Caller, what: string, more: Record<string, unknown> = {}): Promise<Answer<Ladder>> => who.post(path(`ladder/${what}`), { version: (await ladder(who)).version, ...more });
const ledger = async (who: Caller): Promise<DisclosureList['disclosures']> => ok(await who.get<DisclosureList>(path('disclosures'))).disclosures;
const view = async (who: Caller): Promise<SponsorView> => ok(await who.get<SponsorView>(path('sponsor-view')));
const feed = (name: string) => activityOf(api.simulation.tenant, address(name)).toReversed().map(({ title, preview }) => `${title}: ${preview}`);
const toSponsor = () => feed('marcus').filter((title) => title.startsWith('Attendance'));
const mails = () => inboxOf(api.simulation.tenant, address('marcus')).filter(({ from }) => from.address === address('amina'));

/** Lives until then as far as ladders and notices go; the rest of the product’s work has its own tests. */
const pass = (until: string): Promise<void> => {
  const { clock } = api.simulation;
  const works = dueWork(api.context).filter(({ name }) => name === 'ladders' || name === 'notices');
  return runDueUntil({ now: () => clock.now(), set: (at: Date) => clock.advanceTo(at) }, works, new Date(until), silent);
};

/** A session that was, and what the coach says became of it. */
async function was(at: string, outcome: 'client-missing' | 'held' | null, kind = 'coaching'): Promise<string> {
  const id = randomUUID();
  await api.context.db.system((tx) => tx.query(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, event_starts_at, event_ends_at, event_id, checked, chat_app, organizer_id, booked_by, created_at)
     select tenant_id, $2::uuid, id, $4, 'booked', $3::timestamptz, $3::timestamptz + interval '1 hour', $3::timestamptz, $3::timestamptz + interval '1 hour', 'e' || $2::text, true, 'none', client_id, client_id, $3
     from engagements where id = $1`, [engagement.id, id, at, kind],
  ));
  api.simulation.clock.advanceTo(new Date(Math.max(api.context.clock.now().getTime(), Date.parse(at) + 2 * 3_600_000)));
  if (outcome !== null) ok(await ines.put(`/api/sessions/${id}/attendance/outcome`, { version: 0, outcome }));
  return id;
}

const days = ['2026-03-04T10:00:00Z', '2026-03-11T10:00:00Z', '2026-03-18T10:00:00Z'];
/** All agree, and three sessions in a row are missed. Answers their ids; it is 18 March, noon. */
async function threeMissed(): Promise<string[]> {
  await agree();
  const ids: string[] = [];
  for (const day of days) ids.push(await was(day, 'client-missing'));
  await pass('2026-03-18T12:30:00Z');
  return ids;
}
/** The date has passed, and the coach has put the notice into its hold. */
async function noticeHeld(): Promise<string[]> {
  const ids = await threeMissed();
  await pass('2026-03-26T09:00:00Z');
  const { notice } = await ladder(ines);
  ok(await act(ines, 'notice', { words: notice!.words }));
  return ids;
}

describe('the sharing agreement', () => {
  it('holds once all three have accepted, and the former one until then', async () => {
    const none = await sharing(marcus);
    expect(none).toMatchObject({ newest: 0, inForce: null, open: null, versions: [], suggested: defaultTerms, can: { propose: true, accept: false } });
    expect(ok(await propose(amina, 0))).toMatchObject({ newest: 1, inForce: null, open: { version: 1, state: 'open' }, can: { accept: false } });
    expect(ok(await propose(amina, 0)).newest).toBe(1);
    ok(await accept(ines, 1));
    expect(await sharing(marcus)).toMatchObject({ inForce: null, can: { accept: true } });
    expect((await view(marcus)).attendance).toBeNull();
    const agreed = ok(await accept(marcus, 1));
    expect(agreed).toMatchObject({ inForce: { version: 1, state: 'in-force' }, open: null });
    expect(agreed.inForce!.parties.map(({ role, at }) => [role, at !== null])).toEqual([['client', true], ['coach', true], ['sponsor', true]]);
    expect(ok(await accept(marcus, 1)).inForce!.version).toBe(1);
    expect((await view(marcus)).attendance).toEqual({ held: 0, missed: 0, heldOn: [], missedOn: [] });
    const narrower = { ...defaultTerms, shows: { ...defaultTerms.shows, goals: false, nextDate: false }, words: 'Only what helps.' };
    ok(await propose(marcus, 1, narrower));
    expect(await sharing(amina)).toMatchObject({ inForce: { version: 1 }, open: { version: 2, by: expect.stringContaining('Marcus') }, can: { accept: true } });
    expect((await view(marcus)).goals).toEqual(['Delegate more']);
    expect((await propose(ines, 1)).status).toBe(409);
    for (const who of [amina, ines]) ok(await accept(who, 2));
    expect(await view(amina)).toEqual(await view(marcus));
    expect(await view(marcus)).toMatchObject({ goals: null, nextAt: null, agreement: 2, shows: { goals: false } });
    expect((await sharing(ines)).versions.map(({ version, state }) => [version, state])).toEqual([[2, 'in-force'], [1, 'former']]);
    const { parts } = ok(await ines.get<{ parts: { kind: string; text: string }[] }>(path('sharing/differences?from=1&to=2')));
    expect(parts.filter(({ kind }) => kind === 'added').map(({ text }) => text).join('')).toContain('Only what helps.');
  });

  it('binds what the sponsor is shown elsewhere', async () => {
    const session = (await amina.post<Session>(path('sessions'), { id: randomUUID(), kind: 'coaching', start: '2026-03-20T10:00:00Z', minutes: 60, relax: [{ type: 'spacing' }] })).body;
    const missed = await was('2026-03-04T10:00:00Z', 'client-missing');
    const states = async (who: Caller) => ((await who.get<{ sessions: Session[] }>(path('sessions'))).body.sessions).map(({ id, state }) => [id, state]);
    expect(await states(marcus)).toContainEqual([missed, 'booked']);
    expect(await states(ines)).toContainEqual([missed, 'client-no-show']);
    await agree();
    expect(await states(marcus)).toContainEqual([missed, 'client-no-show']);
    await agree({ ...defaultTerms, shows: { attendance: false, nextDate: false, phase: false, goals: false } });
    expect(await states(marcus)).toEqual([]);
    expect((await marcus.get(`/api/sessions/${session.id}`)).status).toBe(404);
    expect(ok(await marcus.get<Engagement>(`/api/engagements/${engagement.id}`))).toMatchObject({ goals: null, nextSessionAt: null });
    expect(ok(await marcus.get<{ upcoming: unknown[] }>('/api/home')).upcoming).toEqual([]);
  });

  it('is nobody else’s to read, can be turned down, and is accepted by a coach outside with their link', async () => {
    for (const who of [lena, await api.as('omar')]) expect((await who.get(path('sharing'))).status).toBe(404);
    for (const who of [marcus, lena]) expect((await who.get(path('ladder'))).status).toBe(404);
    expect((await ines.get(path('sponsor-view'))).status).toBe(404);
    ok(await propose(amina, 0));
    expect(ok(await marcus.post<Sharing>(path('sharing/withdrawal'), { version: 1 }))).toMatchObject({ open: null, versions: [{ state: 'not-taken' }] });
    expect((await accept(ines, 1)).status).toBe(409);
    engagement = await startEngagement(api, { coach: dana, sponsor: null });
    const { url } = (await amina.post<CoachLinkCreated>(path('coach-links'), {})).body;
    const outside = api.with(`Link ${new URL(url).hash.slice(1)}`);
    ok(await propose(amina, 0));
    expect(ok(await accept(outside, 1))).toMatchObject({ inForce: { version: 1 } });
    expect(await ladder(outside)).toMatchObject({ step: 'clear', draft: null });
  });

  it('refuses numbers that make no ladder', async () => {
    const { status, body } = await propose(amina, 0, { ...defaultTerms, ladder: { ...defaultTerms.ladder, talkAt: 3, tellAt: 3 } });
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('terms.ladder.tellAt')]);
  });
});

describe('the ladder', () => {
  it('goes step by step, and the client first', async () => {
    await agree();
    await was(days[0]!, 'client-missing');
    expect(await ladder(amina)).toMatchObject({ step: 'first', missed: [{ at: '2026-03-04T10:00:00.000Z' }] });
    await was(days[1]!, 'client-missing');
    await pass('2026-03-11T13:00:00Z');
    expect(await ladder(ines)).toMatchObject({ step: 'talk', can: { talked: true } });
    expect(ok(await act(ines, 'talked'))).toMatchObject({ can: { talked: false } });
    await was(days[2]!, 'client-missing');
    await pass('2026-03-18T12:30:00Z');
    const asked = await ladder(amina);
    expect(asked).toMatchObject({ step: 'tell', tellBy: '2026-03-25T23:59:00.000Z', draft: expect.stringContaining('18 March 2026'), can: { tell: true, send: false } });
    expect(await ladder(ines)).toMatchObject({ draft: null, can: { tell: false, send: false } });
    expect((await act(ines, 'notice', { words: { subject: 'x', lines: ['x'] } })).status).toBe(409);
    expect((await act(ines, 'told')).status).toBe(404);
    expect(feed('amina').join()).toContain('You go first: tell Marcus');
    expect(feed('ines').join()).toContain('A moment to talk');
    expect(ok(await amina.put<Ladder>(path('ladder/draft'), { version: asked.version, text: 'In my words' })).draft).toBe('In my words');
    expect(JSON.stringify(await ladder(ines))).not.toContain('In my words');
    const id = randomUUID();
    const mail = { id, subject: 'My sessions', text: 'I could not come.\n\nLet us talk & plan.' };
    const { version } = await ladder(amina);
    expect(ok(await amina.post<Ladder>(path('ladder/telling'), { version, ...mail }))).toMatchObject({ told: { how: 'mail' }, next: expect.stringContaining('has told') });
    expect(ok(await amina.post<Ladder>(path('ladder/telling'), { version, ...mail })).told).not.toBeNull();
    expect(mails().map(({ subject }) => subject)).toEqual(['My sessions']);
    expect(await ledger(amina)).toMatchObject([{ source: 'client-telling', words: mail.text, agreement: 1, outcome: 'sent' }]);
    expect(await ledger(marcus)).toMatchObject([{ words: mail.text }]);
    expect(await ledger(ines)).toEqual([]);
    expect(await ledger(lena)).toMatchObject([{ source: 'client-telling', subject: null, words: null }]);
    await pass('2026-03-28T09:00:00Z');
    expect(await ladder(ines)).toMatchObject({ notice: null, can: { send: false } });
    await was('2026-03-30T10:00:00Z', 'held');
    expect(await ladder(amina)).toMatchObject({ step: 'clear', told: null });
    expect(toSponsor()).toEqual([]);
  });

  it('lets no date pass while the client is on leave: they hear of it first, and have all their days', async () => {
    changeSettings(api.simulation.tenant, { user: address('amina'), automaticReplies: { status: 'scheduled', from: new Date('2026-03-12T00:00:00Z'), to: new Date('2026-04-07T00:00:00Z'), text: 'On leave.' } });
    await threeMissed();
    await pass('2026-03-30T12:00:00Z');
    expect(await ladder(ines)).toMatchObject({ step: 'tell', tellBy: '2026-04-06T22:59:00.000Z', can: { send: false } });
    expect(feed('amina').join()).not.toContain('You go first');
    await pass('2026-04-08T12:00:00Z');
    expect(feed('amina').filter((title) => title.startsWith('You go first'))).toEqual([expect.stringContaining('by 14 April 2026')]);
    await pass('2026-04-14T22:00:00Z');
    expect(await ladder(ines)).toMatchObject({ step: 'tell', tellBy: '2026-04-14T22:59:00.000Z' });
    await pass('2026-04-15T09:00:00Z');
    expect(await ladder(ines)).toMatchObject({ step: 'notice', can: { send: true } });
  });

  it('takes a client who looks for one who has heard', async () => {
    await api.context.db.system((tx) => tx.query("insert into notice_settings (tenant_id, person_id, paused_until) select tenant_id, id, '2026-06-01' from people where email = $1 on conflict (tenant_id, person_id) do update set paused_until = '2026-06-01'", [address('amina')]));
    await threeMissed();
    await pass('2026-03-20T12:00:00Z');
    expect(await ladder(ines)).toMatchObject({ step: 'tell', tellBy: '2026-03-27T23:59:00.000Z' });
    expect((await ladder(amina)).tellBy).toBe('2026-03-27T23:59:00.000Z');
    await pass('2026-03-28T09:00:00Z');
    expect((await ladder(ines)).step).toBe('notice');
  });

  it('sends the attendance-only notice after its hold, once, seen by the client first', async () => {
    await noticeHeld();
    expect(await ladder(ines)).toMatchObject({ notice: { state: 'held', waitsForClient: true }, can: { stop: true } });
    await pass('2026-03-27T08:00:00Z');
    expect(feed('amina').join()).toContain('Before it leaves');
    expect(toSponsor()).toEqual([]);
    expect(await ledger(amina)).toEqual([]);
    await pass('2026-03-30T12:00:00Z');
    await pass('2026-04-02T12:00:00Z');
    expect(toSponsor()).toHaveLength(1);
    const left = await ledger(amina);
    expect(left).toMatchObject([{ source: 'attendance-notice', by: expect.stringContaining('Ines'), to: expect.stringContaining('Marcus'), outcome: 'sent', agreement: 1, words: expect.stringContaining('4 March 2026, 11 March 2026 and 18 March 2026') }]);
    expect(await ledger(ines)).toEqual(left);
    expect(await ledger(marcus)).toEqual(left);
    expect(await ladder(amina)).toMatchObject({ notice: { state: 'sent' }, can: { object: false, tell: false } });
    expect((await act(ines, 'notice/stop', { why: '' })).status).toBe(409);
  });

  const ends: [string, (ids: string[]) => Promise<unknown>][] = [
    ['the coach thinks better of it', () => act(ines, 'notice/stop', { why: '' })],
    ['the client objects', async () => {
      expect(ok(await act(amina, 'notice/stop', { why: 'I was in hospital' })).can.object).toBe(false);
      expect((await ladder(ines)).objection!.why).toBe('I was in hospital');
    }],
    ['the client sees a session otherwise', async ([id]) => {
      const { version } = ok(await amina.get<Attendance>(`/api/sessions/${id}/attendance`));
      ok(await amina.put(`/api/sessions/${id}/attendance/dispute`, { version, why: 'I was there' }));
    }],
    ['the client pauses it', () => act(amina, 'pause', { until: '2026-04-20' })],
    ['the engagement is paused', () => amina.post(`/api/engagements/${engagement.id}/pause`, { until: '2026-04-20' })],
    ['the client tells them', () => act(amina, 'told')],
    ['a session was held after all', async ([, , id]) => {
      const { version } = ok(await ines.get<Attendance>(`/api/sessions/${id}/attendance`));
      ok(await ines.put(`/api/sessions/${id}/attendance/outcome`, { version, outcome: 'held' }));
    }],
    ['all agree that attendance stays inside', () => agree({ ...defaultTerms, shows: { ...defaultTerms.shows, attendance: false } })],
    ['nobody knows what became of a later session', async () => {
      const id = await was('2026-03-26T10:00:00Z', null);
      await api.context.db.system((tx) => tx.query(
        `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, state) select tenant_id, id, engagement_id, starts_at, ends_at, 'booked', 'unknown' from sessions where id = $1`, [id]));
    }],
  ];
  it.each(ends)('does not send it when %s', async (_why, end) => {
    const ids = await noticeHeld();
    await pass('2026-03-26T11:00:00Z');
    await end(ids);
    await pass('2026-03-31T12:00:00Z');
    expect([toSponsor(), (await ledger(amina)).filter(({ source }) => source === 'attendance-notice')]).toEqual([[], []]);
  });

  it('is stopped also when it was handed over already and waits for the sponsor’s morning', async () => {
    const ids = await noticeHeld();
    await ladder(amina);
    await api.context.db.system((tx) => tx.query("insert into notice_settings (tenant_id, person_id, paused_until) select tenant_id, id, '2026-04-08' from people where email = $1 on conflict (tenant_id, person_id) do update set paused_until = '2026-04-08'", [address('marcus')]));
    await pass('2026-03-30T12:00:00Z');
    expect(await ladder(amina)).toMatchObject({ notice: { state: 'leaving' }, can: { object: true } });
    // Nobody tells the ladder: what is due is decided anew in the moment it would leave.
    const untold = (disputedAt: string) =>
      api.context.db.system(async (tx) => {
        await tx.query('set local session_replication_role = replica');
        await tx.query(`update attendance set disputed_at = ${disputedAt} where session_id = $1`, [ids[0]]);
      });
    await untold('now()');
    await pass('2026-04-09T12:00:00Z');
    expect(toSponsor()).toEqual([]);
    expect((await ladder(ines)).standstill).toBe('disputed');
    await untold('null');
    await ladder(ines);
    await pass('2026-04-10T12:00:00Z');
    expect(toSponsor()).toHaveLength(1);
  });

  it('two workers, and a sweep that runs again, take each step once', async () => {
    await threeMissed();
    const work = () => dueWork(api.context).filter(({ name }) => name === 'ladders' || name === 'notices');
    const due = () => api.context.db.system((tx) => tx.query('update sharing set look_at = $1', [api.context.clock.now()]));
    await due();
    await Promise.all([0, 1, 2].flatMap(() => work().map((one) => one.runDue(api.context.clock.now()))));
    expect(feed('amina').filter((title) => title.includes('You go first'))).toHaveLength(1);
    await pass('2026-03-26T09:00:00Z');
    ok(await act(ines, 'notice', { words: (await ladder(ines)).notice!.words }));
    await ladder(amina);
    for (let hour = 0; hour < 30; hour++) {
      api.simulation.clock.advanceTo(new Date(api.context.clock.now().getTime() + 3_600_000));
      await due();
      await Promise.all([0, 1].flatMap(() => work().map((one) => one.runDue(api.context.clock.now()))));
    }
    expect(toSponsor()).toHaveLength(1);
  });

  it('a mail whose answer was lost is never sent again, and one that was refused can be', async () => {
    await threeMissed();
    const mail = async () => ({ version: (await ladder(amina)).version, id: randomUUID(), subject: 'My sessions', text: 'I could not come.' });
    api.simulation.faults.add([{ match: 'POST /me/sendMail', fault: 'consent-revoked', times: 1 }] as never);
    expect((await amina.post(path('ladder/telling'), await mail())).status).toBeGreaterThanOrEqual(400);
    expect(await ladder(amina)).toMatchObject({ told: null, can: { tell: true } });
    api.simulation.faults.add([{ match: 'POST /me/sendMail', fault: 'drop-response', times: 1 }] as never);
    const body = await mail();
    expect(ok(await amina.post<Ladder>(path('ladder/telling'), body)).told).toMatchObject({ maybe: true });
    ok(await amina.post(path('ladder/telling'), body));
    expect((await amina.post(path('ladder/telling'), await mail())).status).toBe(409);
    expect(mails()).toHaveLength(1);
    expect((await ledger(amina)).map(({ outcome }) => outcome).toSorted()).toEqual(['maybe', 'not-sent']);
  });

  it('goes on where it stood after a pause', async () => {
    await threeMissed();
    ok(await act(amina, 'pause', { until: '2026-03-28' }));
    expect((await act(ines, 'resume')).status).toBe(409);
    expect((await act(ines, 'pause', { until: '2027-03-28' })).status).toBe(400);
    await pass('2026-03-27T09:00:00Z');
    expect(await ladder(amina)).toMatchObject({ step: 'tell', standstill: 'paused' });
    await pass('2026-03-28T10:00:00Z');
    const { tellBy, standstill } = await ladder(amina);
    expect(standstill).toBeNull();
    expect(tellBy! > '2026-04-04').toBe(true);
  });
});

describe('the ledger', () => {
  it('has what Fieldwork itself says to the sponsor, and nobody can change a line', async () => {
    ok(await propose(amina, 0));
    await pass('2026-03-03T09:00:00Z');
    expect(await ledger(amina)).toMatchObject([{ source: 'notice', by: null, agreement: null, outcome: 'sent', subject: expect.stringContaining('please read and accept') }]);
    for (const sql of ["update disclosures set words = ''", 'delete from disclosures', 'truncate disclosures cascade', 'delete from disclosure_outcomes', 'update sharing_versions set version = 7', 'delete from sharing_acceptances']) {
      await expect(api.context.db.scoped((await tenant()), (tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    }
    for (const sql of ["update disclosures set words = ''", 'delete from disclosures']) {
      await expect(api.context.db.system((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    }
  });
});

const tenant = async (): Promise<string> => (await api.context.db.system((tx) => tx.query<{ id: string }>('select id from tenants limit 1'))).rows[0]!.id;

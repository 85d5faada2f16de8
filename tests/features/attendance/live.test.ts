import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AskedList, Attendance, OutcomeCard, SessionCard } from '../../../server/features/attendance/contract.ts';
import { outcomeCards } from '../../../server/features/attendance/jobs.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
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

const minute = (number: number): Date => new Date(Date.parse(start) + number * 60_000);

const book = async (of = engagement): Promise<string> => (await bookHour(amina, of)).id;

const at = (id: string): string => `/api/sessions/${id}/attendance`;
const panel = async (caller: Caller, id: string): Promise<OutcomeCard | null> => (await caller.put<SessionCard>(`${at(id)}/panel`, undefined)).body.card;
const tap = (caller: Caller, id: string, word: string) => caller.put<SessionCard>(`${at(id)}/now`, { word });
const verdict = async (id: string, caller = ines): Promise<Attendance> => (await caller.get<Attendance>(at(id))).body;
const notices = async (): Promise<string[]> =>
  (await api.context.db.system((tx) => tx.query<{ line: string }>(
    "select n.kind || ' ' || split_part(p.email, '@', 1) || ' ' || n.state as line from notices n join people p on p.id = n.person_id where n.kind in ('session-outcome', 'did-it-happen', 'rebook') order by n.offered_at, n.id",
  ))).rows.map(({ line }) => line);

/** Every other minute, with the panel of those who have it open; what each is asked at the end. */
async function pass(id: string, until: number, open: Caller[], from = until - 2): Promise<(OutcomeCard | null)[]> {
  let cards: (OutcomeCard | null)[] = [];
  for (let now = from; now <= until; now += 2) {
    await api.passTime(minute(now));
    cards = await Promise.all(open.map((caller) => panel(caller, id)));
  }
  return cards;
}

function does(who: string, act: Partial<Behaviour>): void {
  const { id } = calendarAt(api.simulation.tenant, address('amina'), minute(0), minute(1)).find(({ joinUrl }) => joinUrl)!;
  behave(api.simulation.tenant, { user: address('amina'), id, who, visits: [{ from: 0, to: 60 }], guise: { kind: 'account', address: null, name: null }, withoutAddress: false, ...act });
}

describe('a quarter of an hour into a session, with the client not seen', () => {
  it('the card is in the coach’s open panel, once; one tap is evidence, and the verdict comes when it is over', async () => {
    const id = await book();
    for (const who of ['amina', 'ines']) does(address(who), { visits: [] });
    changePolicy(api.simulation.tenant, { attendanceReports: 'off' });
    expect(await pass(id, 14, [ines])).toEqual([null]);
    const [card] = await pass(id, 16, [ines], 16);
    expect(card).toMatchObject({ missing: { name: 'Amina Example', role: 'client' }, said: null });
    expect(await notices()).toEqual([]);
    for (let press = 0; press < 2; press += 1) expect((await tap(ines, id, 'not-here')).body.card).toMatchObject({ said: 'not-here' });
    expect(await verdict(id)).toMatchObject({ state: 'in-progress', evidence: [], card: { said: 'not-here' }, history: [{ what: 'said', after: 'client-no-show', mine: true }] });
    expect((await verdict(id, amina)).card).toBeNull();
    await api.passTime('2026-03-06T11:20:00Z');
    const after = await verdict(id);
    expect(after).toMatchObject({ state: 'client-no-show', card: null, counts: true });
    expect(after.evidence).toContainEqual(expect.objectContaining({ kind: 'said', by: 'coach', during: true, outcome: 'client-missing' }));
    await api.passTime('2026-03-09T12:00:00Z');
    // The coach was asked and has answered: no second question, and the client gets the kind note.
    expect(await notices()).toEqual(['rebook amina said']);
  });

  it('whoever was seen and has closed the panel is told once, within the week’s messages', async () => {
    const id = await book();
    await pass(id, 6, [ines]);
    await api.passTime(minute(30));
    expect(await notices()).toEqual(['session-outcome ines said']);
    expect(await panel(ines, id)).toMatchObject({ said: null });
    await tap(ines, id, 'both-here');
    await api.passTime('2026-03-06T12:00:00Z');
    expect([await notices(), (await verdict(id)).state]).toEqual([['session-outcome ines said'], 'held']);
  });

  it('nobody is told whose week is full, or who has paused', async () => {
    const id = await book();
    await ines.patch('/api/notices', { pausedUntil: '2026-03-07' });
    await pass(id, 6, [ines]);
    await api.passTime('2026-03-06T11:30:00Z');
    expect((await notices()).filter((line) => line.endsWith(' said'))).toEqual([]);
  });

  it('nobody is asked when both came meanwhile, and the question goes when they do', async () => {
    const id = await book();
    await pass(id, 12, [ines]);
    expect(await pass(id, 18, [ines, amina], 14)).toEqual([null, null]);
    expect((await tap(ines, id, 'not-here')).status).toBe(409);
    expect(await outcomeCards(api.context).nextDueAt()).toBeNull();
    await api.passTime('2026-03-06T12:00:00Z');
    expect(await notices()).toEqual([]);
  });

  it('said too early: the client comes later, is seen, and is not missing', async () => {
    const id = await book();
    does(address('amina'), { visits: [{ from: 22, to: 60 }] });
    await pass(id, 16, [ines]);
    await tap(ines, id, 'not-here');
    expect(await pass(id, 24, [ines, amina], 22)).toEqual([null, null]);
    await api.passTime('2026-03-06T15:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'held', can: { answer: false } });
    expect(await notices()).toEqual([]);
  });

  it('said too early, and somebody rang in later: the coach is asked once more when it is over', async () => {
    const id = await book();
    does(address('amina'), { visits: [{ from: 20, to: 60 }], guise: { kind: 'dial-in', address: null, name: null } });
    await pass(id, 16, [ines]);
    await tap(ines, id, 'not-here');
    await api.passTime('2026-03-06T15:00:00Z');
    const open = await verdict(id);
    expect(open).toMatchObject({ state: 'unknown', counts: false, can: { answer: true } });
    expect((await ines.get<AskedList>('/api/attendance/asked')).body.asked.map(({ sessionId }) => sessionId)).toEqual([id]);
    expect((await ines.put<Attendance>(`${at(id)}/outcome`, { version: open.version, outcome: 'held' })).body.state).toBe('held');
  });

  it('put to another time while it was on: what was said of the first is forgotten', async () => {
    const id = await book();
    await pass(id, 16, [ines]);
    await tap(ines, id, 'not-here');
    await api.context.db.system((tx) => tx.query("update sessions set starts_at = starts_at + interval '4 days', ends_at = ends_at + interval '4 days' where id = $1", [id]));
    expect(await verdict(id)).toMatchObject({ state: 'booked', card: null });
    await api.context.db.system((tx) => tx.query("update sessions set starts_at = starts_at - interval '8 days', ends_at = ends_at - interval '8 days' where id = $1", [id]));
    expect(await verdict(id)).toMatchObject({ waiting: true, counts: false });
  });
});

describe('who is asked, and by whom it is answered', () => {
  it('the client, when it is the coach who was not seen', async () => {
    const id = await book();
    changePolicy(api.simulation.tenant, { attendanceReports: 'off' });
    expect(await pass(id, 16, [amina])).toMatchObject([{ missing: { role: 'coach' } }]);
    await tap(amina, id, 'not-here');
    expect((await tap(ines, id, 'not-here')).status).toBe(409);
    await api.passTime('2026-03-06T12:00:00Z');
    expect(await verdict(id)).toMatchObject({ state: 'coach-no-show', can: { correct: true } });
  });

  it('not the sponsor, a lead or strangers', async () => {
    const id = await book();
    await pass(id, 16, [ines]);
    for (const name of ['marcus', 'lena', 'omar']) expect((await tap(await api.as(name), id, 'moved')).status).toBe(404);
    expect((await tap(ines, id, 'perhaps')).status).toBe(400);
    expect((await verdict(id, await api.as('lena'))).card).toBeNull();
  });

  it('two workers and one that was killed ask once', async () => {
    const id = await book();
    await pass(id, 6, [ines]);
    await api.simulation.notifier.runDue(minute(16));
    api.simulation.clock.advanceTo(minute(16));
    const now = api.context.clock.now();
    const done = await Promise.all([outcomeCards(api.context).runDue(now), outcomeCards(api.context).runDue(now)]);
    expect([done[0]! + done[1]!, await notices()]).toEqual([1, ['session-outcome ines waiting']]);
    expect(await outcomeCards(api.context).runDue(now)).toBe(0);
  });

  it('a coach outside on their own page, which speaks for nobody’s being in the call', async () => {
    const outside = await startEngagement(api, { coach: dana, sponsor: null });
    const link = await amina.post<CoachLinkCreated>(`/api/engagements/${outside.id}/coach-links`, { send: false });
    const coach = api.with(`Link ${new URL(link.body.url).hash.slice(1)}`);
    await coach.put('/api/coach/availability', { zone: 'Europe/London', feedUrl: null, officeHours: { weekly: [5].map((weekday) => ({ weekday, startMinute: 480, endMinute: 1200 })), overrides: [] } });
    const id = await book(outside.id);
    changePolicy(api.simulation.tenant, { attendanceReports: 'off' });
    expect(await pass(id, 16, [coach])).toMatchObject([{ missing: { name: 'Amina Example' }, said: null }]);
    await tap(coach, id, 'moved');
    await api.passTime('2026-03-06T12:00:00Z');
    expect(await verdict(id, amina)).toMatchObject({ state: 'cancelled', evidence: [{ kind: 'report', state: 'none' }, { kind: 'said', outcome: 'moved' }] });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session, SessionList, TimesFound } from '../../../server/features/scheduling/contract.ts';
import type { CoachVotes, Vote, VoteList } from '../../../server/features/votes/contract.ts';
import { deleteEntry } from '../../../server/sandbox/acts.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Api } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { dana } from '../../support/engagement.ts';
import { address, busy, idFor, seed, tenantId } from '../../support/seed.ts';
import { answersOf, danaAnswers, deadline, holdsOf, mailsTo, now, times, voteWorld, type VoteWorld } from './world.ts';

let api: Api;
let world: VoteWorld;
beforeEach(async () => {
  api = await startApi();
  world = await voteWorld(api);
});
afterEach(() => api.close());

const asked = async (more: Record<string, unknown> = {}): Promise<Vote> => {
  const { status, body } = await world.ask(more);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  await now(api);
  return (await world.amina.get<Vote>(`/api/votes/${body.id}`)).body;
};

describe('asking', () => {
  it('holds the times in the calendars that may be written, silently, and mails the coach outside once', async () => {
    const before = [address('amina'), address('marcus')].map((one) => mailsTo(api, one).length);
    const vote = await asked();
    expect(holdsOf(api, address('amina'))).toEqual(times);
    expect(holdsOf(api, address('marcus'))).toEqual(times);
    expect([address('amina'), address('marcus')].map((one) => mailsTo(api, one).length)).toEqual(before);
    expect(mailsTo(api, dana.email).map(({ kind, from }) => [kind, from.address])).toEqual([['mail', address('amina')]]);
    const [hold] = calendarAt(api.simulation.tenant, address('marcus'), new Date(times[0]!), new Date(times[1]!));
    expect(hold).toMatchObject({ showAs: 'tentative', sensitivity: 'private', attendees: [], joinUrl: null });
    expect(`${hold!.subject} ${hold!.bodyHtml}`).not.toMatch(/coach|amina|marcus|dana|session/i);
    expect(vote).toMatchObject({ state: 'open', mail: 'sent', holds: { placed: 6, waiting: 0, permission: null }, sessionId: null });
    expect(vote.slots.map(({ start, mine }) => [start, mine])).toEqual(times.map((start) => [start.replace('Z', '.000Z'), 'yes']));
    expect(vote.voters.map(({ role, required, answered }) => [role, required, answered])).toEqual([['client', true, true], ['coach', true, false], ['sponsor', true, false]]);
  });

  it('holds as many as five times, and no more stand than were wished', async () => {
    const starts = [...times, '2026-03-09T14:30:00Z', '2026-03-10T14:30:00Z'];
    const vote = await asked({ starts });
    for (const name of ['amina', 'marcus']) expect(holdsOf(api, address(name))).toEqual(starts);
    expect(vote).toMatchObject({ holds: { placed: 10, waiting: 0 } });
    await now(api);
    expect(holdsOf(api, address('amina'))).toEqual(starts);
  });

  it('twice with one id asks once', async () => {
    const id = '7d5ac2a4-9f4e-4c5f-8a29-0b6c1c0c6a01';
    const [first, second] = [await asked({ id }), await asked({ id })];
    expect(second).toEqual(first);
    expect(mailsTo(api, dana.email)).toHaveLength(1);
    expect((await world.amina.get<VoteList>(`/api/engagements/${world.engagement.id}/votes`)).body.votes).toHaveLength(1);
    expect(holdsOf(api, address('amina'))).toEqual(times);
  });

  it.each([
    [{ starts: [times[0], times[0]] }, 'starts.1'],
    [{ starts: ['2026-03-04T14:31:00Z'] }, 'starts.0'],
    [{ starts: ['2026-03-01T14:30:00Z'], deadline: '2026-03-02T09:00:00Z' }, 'deadline'],
    [{ deadline: '2026-03-02T08:00:00Z' }, 'deadline'],
    [{ deadline: '2026-03-05T08:00:00Z' }, 'deadline'],
    [{ starts: [] }, 'starts'],
    [{ starts: Array.from({ length: 6 }, (_one, index) => `2026-03-0${index + 4}T14:30:00Z`) }, 'starts'],
  ])('%j is refused at %s, and nothing is kept', async (more, field) => {
    const refused = await world.ask(more);
    expect([refused.status, (refused.body as never as { error: { fields: { path: string }[] } }).error.fields[0]?.path]).toEqual([400, field]);
    expect((await world.amina.get<VoteList>(`/api/engagements/${world.engagement.id}/votes`)).body.votes).toEqual([]);
  });

  it('lets only the sponsor be optional', async () => {
    expect((await world.ask({ optionalPeople: [world.coachId] })).status).toBe(400);
    const vote = await asked({ optionalPeople: [world.sponsorId] });
    expect(vote.voters.find(({ role }) => role === 'sponsor')!.required).toBe(false);
  });

  it('says that a time is gone, with fresh ones, when a calendar filled', async () => {
    await api.close();
    api = await startApi({ seed: seed({ people: { marcus: { events: [busy('2026-03-05T14:00', '2026-03-05T15:00')] } } }) });
    world = await voteWorld(api);
    const refused = await world.ask();
    expect(refused.status).toBe(409);
    expect((refused.body as never as { error: { code: string; details: { slots: unknown[] } } }).error).toMatchObject({ code: 'slot-taken' });
  });

  it('goes on without Microsoft, and places the holds when it answers again', async () => {
    api.simulation.faults.add([{ match: '*', fault: 'offline', times: 500 }] as never);
    const { body } = await world.ask();
    await now(api);
    expect(holdsOf(api, address('amina'))).toEqual([]);
    api.simulation.faults.clear();
    await api.passTime('2026-03-02T09:00:00Z');
    expect(holdsOf(api, address('amina'))).toEqual(times);
    const sent = await world.amina.post<Vote>(`/api/votes/${body.id}/mail`);
    expect([sent.status, sent.body.mail, mailsTo(api, dana.email).length]).toEqual([200, 'sent', 1]);
    await world.amina.post(`/api/votes/${body.id}/mail`);
    expect(mailsTo(api, dana.email)).toHaveLength(1);
  });
});

describe('a decision', () => {
  it('is booked as soon as nothing can change it, and every hold goes', async () => {
    const vote = await asked();
    expect((await danaAnswers(world, vote, ['no', 'yes', 'if-need-be'])).state).toBe('open');
    const decided = (await world.marcus.put<Vote>(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes', 'yes', 'yes']))).body;
    expect(decided).toMatchObject({ state: 'decided', can: { answer: false, cancel: false } });
    await now(api);
    const session = (await world.amina.get<Session>(`/api/sessions/${decided.sessionId}`)).body;
    expect(session).toMatchObject({ state: 'booked', start: '2026-03-05T14:30:00.000Z', calendar: { status: 'done' } });
    expect(calendarOf(api.simulation, address('amina')).map(({ start }) => start)).toEqual(['2026-03-05T14:30:00.000Z']);
    for (const name of ['amina', 'marcus']) expect([name, holdsOf(api, address(name))]).toEqual([name, []]);
    expect(mailsTo(api, dana.email).map(({ kind }) => kind)).toEqual(['mail', 'invitation']);
  });

  it('waits for nobody who need not come when their answer could not matter', async () => {
    const vote = await asked({ optionalPeople: [world.sponsorId], starts: [times[0]] });
    expect((await danaAnswers(world, vote, ['if-need-be'])).state).toBe('decided');
  });

  it('can rest on changed answers: none is final before it is taken', async () => {
    const vote = await asked({ optionalPeople: [world.sponsorId], starts: times.slice(0, 2) });
    await danaAnswers(world, vote, ['if-need-be']);
    expect((await danaAnswers(world, vote, ['no', 'if-need-be'])).slots.map(({ mine }) => mine)).toEqual(['no', 'if-need-be']);
    expect((await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body).toMatchObject({ state: 'decided', slots: [{ chosen: false }, { chosen: true }] });
  });

  it('is taken at the deadline from what there is', async () => {
    const vote = await asked({ optionalPeople: [world.sponsorId] });
    await danaAnswers(world, vote, ['if-need-be', 'if-need-be']);
    expect((await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body.state).toBe('open');
    await api.passTime('2026-03-04T12:00:00Z');
    expect((await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body).toMatchObject({ state: 'decided', slots: [{ chosen: true }, {}, {}] });
  });

  it('that nobody completed ends with the next step, and nothing is left in calendars', async () => {
    const vote = await asked();
    await danaAnswers(world, vote, ['yes', 'yes', 'yes']);
    await api.passTime('2026-03-04T13:00:00Z');
    const over = (await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body;
    expect(over).toMatchObject({ state: 'nothing', sessionId: null });
    expect(over.standing).toContain('other times');
    expect(holdsOf(api, address('amina'))).toEqual([]);
    expect((await world.amina.get<SessionList>(`/api/engagements/${world.engagement.id}/sessions`)).body.sessions).toEqual([]);
  });

  it('passes over a time that was taken meanwhile and books the next best', async () => {
    const vote = await asked();
    await world.marcus.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes', 'yes', 'yes']));
    await marcusFillsUp('2026-03-04T14:30:00Z', '2026-03-04T15:30:00Z');
    const decided = await danaAnswers(world, vote, ['yes', 'no', 'yes']);
    await now(api);
    expect(decided.slots.map(({ taken }) => taken)).toEqual([true, false, false]);
    const after = (await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body;
    expect(after).toMatchObject({ state: 'decided' });
    expect(after.slots.find(({ chosen }) => chosen)!.start).toBe('2026-03-06T14:30:00.000Z');
  });
});

/** Something of his own in his calendar. */
async function marcusFillsUp(start: string, end: string): Promise<void> {
  const draft = { transactionId: 'board', subject: 'Board', bodyHtml: '', start, end, zone: 'UTC', attendees: [], showAs: 'busy', sensitivity: 'normal', tag: 'board' } as const;
  await api.context.microsoft.application(tenantId).createEvent(idFor('marcus'), { ...draft, attendees: [] });
}

describe('what ends a vote', () => {
  it('calling it off takes every hold away', async () => {
    const vote = await asked();
    const off = await world.marcus.post<Vote>(`/api/votes/${vote.id}/cancel`);
    expect(off.body).toMatchObject({ state: 'cancelled', can: { answer: false, cancel: false, mail: false } });
    expect((await world.marcus.post<Vote>(`/api/votes/${vote.id}/cancel`)).status).toBe(200);
    await now(api);
    expect([...holdsOf(api, address('amina')), ...holdsOf(api, address('marcus'))]).toEqual([]);
    expect((await world.marcus.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes']))).status).toBe(409);
    expect((await world.dana().get<CoachVotes>('/api/coach/votes')).body.votes).toMatchObject([{ state: 'cancelled', can: { answer: false } }]);
  });

  it.each(['end', 'pause'])('%s of the engagement does too', async (action) => {
    const vote = await asked();
    await world.amina.post(`/api/engagements/${world.engagement.id}/${action}`, action === 'pause' ? { until: '2026-04-01' } : undefined);
    await now(api);
    expect((await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body.state).toBe('ended');
    expect([...holdsOf(api, address('amina')), ...holdsOf(api, address('marcus'))]).toEqual([]);
  });

  it('a hold that somebody deleted stays gone', async () => {
    const vote = await asked();
    const [hold] = calendarAt(api.simulation.tenant, address('marcus'), new Date(times[0]!), new Date(times[1]!));
    deleteEntry(api.simulation.tenant, { user: address('marcus'), id: hold!.id });
    await world.marcus.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes', 'yes', 'yes']));
    await api.passTime('2026-03-03T08:00:00Z');
    expect(holdsOf(api, address('marcus'))).toEqual(times.slice(1));
    await world.amina.post(`/api/votes/${vote.id}/cancel`);
    await now(api);
    expect(holdsOf(api, address('marcus'))).toEqual([]);
  });
});

describe('who sees and does what', () => {
  it('each sees their own answers, and of the others only whether they answered', async () => {
    const vote = await asked();
    await world.marcus.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes', 'no', 'if-need-be']));
    const hers = (await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body;
    expect(hers.slots.map(({ mine }) => mine)).toEqual(['yes', 'yes', 'yes']);
    expect(hers.voters.map(({ role, answered }) => [role, answered])).toEqual([['client', true], ['coach', false], ['sponsor', true]]);
    const danas = (await world.dana().get<CoachVotes>('/api/coach/votes')).body.votes[0]!;
    expect(danas.slots.map(({ mine }) => mine)).toEqual([null, null, null]);
    expect(JSON.stringify(danas)).not.toContain('Marcus');
  });

  it('a stranger finds nothing, a lead sees and may call off but has no answer, a sponsor none in a session that is not theirs', async () => {
    const vote = await asked({ kind: 'coaching' });
    const [omar, lena] = [await api.as('omar'), await api.as('lena')];
    for (const path of ['answers', 'cancel', 'mail']) {
      const send = path === 'answers' ? omar.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes'])) : omar.post(`/api/votes/${vote.id}/${path}`);
      expect([path, (await send).status]).toEqual([path, 404]);
    }
    expect((await omar.get(`/api/votes/${vote.id}`)).status).toBe(404);
    expect((await lena.get<Vote>(`/api/votes/${vote.id}`)).body.can).toEqual({ answer: false, cancel: true, mail: false });
    for (const one of [lena, world.marcus]) expect((await one.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes']))).status).toBe(404);
    expect((await lena.post<Vote>(`/api/votes/${vote.id}/cancel`)).status).toBe(200);
  });

  it('the finder does not take our own holds for something tentative', async () => {
    await asked();
    const found = (await world.amina.post<TimesFound>(`/api/engagements/${world.engagement.id}/times`, { kind: 'three-way', relax: [{ type: 'unconfirmed', personId: world.coachId }] })).body;
    expect(found.slots.flatMap(({ evidence }) => evidence.map(({ state }) => state))).not.toContain('tentative');
  });
});

it('asks those who have not answered once more, and only them, and only once', async () => {
  const vote = await asked();
  await world.marcus.put(`/api/votes/${vote.id}/answers`, answersOf(vote, ['yes', 'no', 'yes']));
  const kept = () => api.context.db.system(async (tx) => (await tx.query<{ key: string; person_id: string }>("select key, person_id from notices where key like '%waiting'")).rows);
  await api.passTime('2026-03-03T09:00:00Z');
  expect(await kept()).toEqual([]);
  await api.passTime('2026-03-04T11:00:00Z');
  expect((await kept()).map(({ person_id: id }) => id)).toEqual([world.coachId]);
  expect(new Date(deadline) > api.simulation.clock.now()).toBe(true);
});

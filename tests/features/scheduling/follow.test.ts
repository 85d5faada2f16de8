import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerInvitation, deleteEntry } from '../../../server/sandbox/acts.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address, idFor, tenantId } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagement: Engagement;

beforeEach(async () => {
  api = await startApi();
  amina = await api.as('amina');
  engagement = await startEngagement(api);
});
afterEach(() => api.close());

const book = async (more: object = {}, of = engagement.id): Promise<Session> =>
  (await amina.post<Session>(`/api/engagements/${of}/sessions`, { id: randomUUID(), start: '2026-03-04T14:30:00Z', minutes: 60, ...more })).body;
const seen = async (id: string): Promise<Session> => {
  // What was read a moment ago is shown as it was read.
  api.simulation.clock.advanceTo(new Date(api.simulation.clock.now().getTime() + 60_000));
  return (await amina.get<Session>(`/api/sessions/${id}`)).body;
};
const eventOf = (name: string) => calendarOf(api.simulation, address(name))[0]!;
const reply = (user: string, answer: 'accepted' | 'declined'): void =>
  answerInvitation(api.simulation.tenant, { user, invitation: { iCalUId: eventOf('amina').iCalUId }, reply: answer, comment: '', proposedNewTime: null });
const answers = (session: Session): Record<string, string> => Object.fromEntries(session.attendees.map((one) => [one.role, one.response]));

describe('what people do in Outlook', () => {
  it('their answers are shown', async () => {
    const { id } = await book();
    reply(address('ines'), 'accepted');
    reply(address('marcus'), 'declined');
    expect(answers(await seen(id))).toEqual({ client: 'organizer', coach: 'accepted', sponsor: 'declined' });
  });

  it('a move is a move, once, and the next search reckons with it', async () => {
    const { id, version } = await book();
    await api.context.microsoft.application(tenantId).moveEvent(idFor('amina'), eventOf('amina').id, { start: '2026-03-05T15:00:00Z', end: '2026-03-05T16:00:00Z', zone: 'UTC' });
    expect(await seen(id)).toMatchObject({ start: '2026-03-05T15:00:00.000Z', state: 'booked', calendar: { status: 'done' }, version: version + 1 });
    await seen(id);
    const { rows } = await api.context.db.system((tx) => tx.query("select what from history where what = 'session-moved-in-outlook'"));
    expect(rows).toHaveLength(1);
  });

  it('a cancelled or deleted meeting is a cancelled session, and nothing is written again', async () => {
    const { id } = await book();
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: eventOf('amina').id });
    api.simulation.traffic.clear();
    expect(await seen(id)).toMatchObject({ state: 'cancelled', can: { move: false, cancel: false } });
    await api.passTime('2026-03-03T08:00:00Z');
    expect(calendarOf(api.simulation, address('ines'))).toEqual([]);
  });

  it('Microsoft not answering changes nothing that is known', async () => {
    const { id } = await book();
    api.simulation.faults.add([{ match: 'GET /me/events/*', fault: 'offline' } as never]);
    expect(await seen(id)).toMatchObject({ state: 'booked', start: '2026-03-04T14:30:00.000Z' });
  });

  it('a time proposed to a coach whose calendar is unknown is booked once the coach accepts', async () => {
    const outside = await startEngagement(api, { coach: dana });
    const coach = outside.participants.find((one) => one.role === 'coach')!.id;
    const session = await book({ relax: [{ type: 'unconfirmed', personId: coach }] }, outside.id);
    expect(session.state).toBe('proposed');
    expect((await seen(session.id)).state).toBe('proposed');
    reply('dana@coach.example', 'accepted');
    expect(await seen(session.id)).toMatchObject({ state: 'booked' });
  });

  it('a screen opened twice in a row reads the calendar once', async () => {
    const { id } = await book();
    await seen(id);
    api.simulation.traffic.clear();
    await amina.get(`/api/sessions/${id}`);
    const { sentTo } = await import('../../support/calendars.ts');
    expect(await sentTo(api.simulation)).toEqual([]);
  });
});

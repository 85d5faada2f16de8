import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { answerInvitation } from '../../../server/sandbox/acts.ts';
import { startApi, type Api } from '../../support/api.ts';
import { dana } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { danaAnswers, mailsTo, now, voteWorld, type VoteWorld } from './world.ts';

let api: Api;
let world: VoteWorld;
beforeEach(async () => {
  api = await startApi();
  world = await voteWorld(api);
});
afterEach(() => api.close());

/** What the coach's own mail program makes of a mail, read by a library that shares nothing with ours. */
function read(text: string) {
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toMatch(/[^\r]\n/);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const [component, ...more] = calendar.getAllSubcomponents('vevent');
  expect([more.length, calendar.getFirstPropertyValue('version')]).toEqual([0, '2.0']);
  const event = new ICAL.Event(component!);
  const people = event.attendees.map((one) => ({ mail: String(one.getFirstValue()), status: one.getFirstParameter('partstat'), rsvp: one.getFirstParameter('rsvp') }));
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    stamp: (component!.getFirstPropertyValue('dtstamp') as ICAL.Time).toJSDate().toISOString(),
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    zone: event.startDate.zone.tzid,
    organizer: event.organizer,
    status: component!.getFirstPropertyValue('status'),
    people,
  };
}

const invitations = () => mailsTo(api, dana.email).flatMap(({ calendar }) => (calendar ? [read(calendar.text)] : []));

async function booked(): Promise<Session> {
  const relax = [{ type: 'unconfirmed', personId: world.coachId }];
  const { body } = await world.amina.post<Session>(`/api/engagements/${world.engagement.id}/sessions`, { id: randomUUID(), start: '2026-03-04T14:30:00Z', minutes: 60, relax });
  return body;
}

describe('what a coach outside gets by mail', () => {
  it('invitation, move and cancellation are one event of rising sequence in any calendar', async () => {
    const session = await booked();
    const relax = [{ type: 'unconfirmed', personId: world.coachId }];
    const moved = (await world.amina.post<Session>(`/api/sessions/${session.id}/move`, { version: session.version, start: '2026-04-07T14:30:00Z', relax })).body;
    await world.amina.post(`/api/sessions/${session.id}/cancel`, { version: moved.version });
    const [invitation, move, cancellation, ...more] = invitations();
    expect(more).toEqual([]);
    expect([invitation, move, cancellation].map((one) => [one!.method, one!.status, one!.start, one!.end])).toEqual([
      ['REQUEST', 'TENTATIVE', '2026-03-04T14:30:00.000Z', '2026-03-04T15:30:00.000Z'],
      ['REQUEST', 'TENTATIVE', '2026-04-07T14:30:00.000Z', '2026-04-07T15:30:00.000Z'],
      ['CANCEL', 'CANCELLED', '2026-04-07T14:30:00.000Z', '2026-04-07T15:30:00.000Z'],
    ]);
    expect(new Set([invitation, move, cancellation].map((one) => one!.uid)).size).toBe(1);
    expect(move!.sequence).toBeGreaterThan(invitation!.sequence);
    expect(cancellation!.sequence).toBeGreaterThan(move!.sequence);
    for (const one of [invitation, move, cancellation]) {
      expect(one!.organizer).toBe(`mailto:${address('amina')}`);
      expect(one!.people.map(({ mail }) => mail)).toContain(`mailto:${dana.email}`);
      expect(one!.zone).toBe('UTC');
      expect(one!.stamp).toBe(api.simulation.clock.now().toISOString());
    }
    expect(invitation!.people.every(({ status, rsvp }) => status === 'NEEDS-ACTION' && rsvp === 'TRUE')).toBe(true);
  });

  it('a decided vote comes as an invitation, and as nothing else in a calendar', async () => {
    const { body: vote } = await world.ask({ kind: 'coaching' });
    await now(api);
    expect(invitations()).toEqual([]);
    await danaAnswers(world, vote, ['yes', 'yes', 'yes']);
    await now(api);
    expect(invitations()).toMatchObject([{ method: 'REQUEST', sequence: 0, status: 'CONFIRMED', start: '2026-03-04T14:30:00.000Z', organizer: `mailto:${address('amina')}` }]);
  });

  it.each([['accepted', 'ACCEPTED'], ['declined', 'DECLINED'], ['tentativelyAccepted', 'TENTATIVE']] as const)('their answer from outside, %s, is followed', async (reply, partstat) => {
    const session = await booked();
    const [invitation] = invitations();
    answerInvitation(api.simulation.tenant, { user: dana.email, invitation: { iCalUId: invitation!.uid }, reply, comment: '', proposedNewTime: null });
    const sent = mailsTo(api, address('amina')).at(-1)!;
    expect(read(sent.calendar!.text)).toMatchObject({
      method: 'REPLY', uid: invitation!.uid, sequence: invitation!.sequence, people: [{ mail: `mailto:${dana.email}`, status: partstat }],
    });
    const seen = (await world.amina.get<Session>(`/api/sessions/${session.id}`)).body;
    expect(seen.attendees.find(({ role }) => role === 'coach')!.response).toBe(reply);
  });
});

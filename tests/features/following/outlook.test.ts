import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { idFor, tenantId } from '../../support/seed.ts';
import { bookAs, hands, happened, kept, nudges, rows, settle } from './support.ts';

let api: Api;
let amina: Caller;
let engagement: Engagement;
let id: string;
const who = (role: string): string => engagement.participants.find((one) => one.role === role)!.id;

beforeEach(async () => {
  api = await startApi();
  amina = await api.as('amina');
  engagement = await startEngagement(api);
  ({ id } = await bookAs(amina, engagement.id));
  await settle(api);
});
afterEach(() => api.close());

describe('a session follows its event without anybody looking', () => {
  it('our own writes come back and mean nothing, and booking wakes following at once', async () => {
    expect(api.jobs.woken.map(({ name }) => name)).toContain('follow-calendars');
    expect(await happened(api, id)).toEqual(['session-booked']);
    expect(await nudges(api)).toEqual([]);
    expect(await rows(api, 'select subscription_id is not null as subscribed, problem, delta_link is not null as read from followed_mailboxes')).toEqual([{ subscribed: true, problem: null, read: true }]);
  });

  it('a move is a move, once', async () => {
    hands(api).drag('amina', '2026-03-09T10:00:00Z', '2026-03-09T11:00:00Z');
    await settle(api);
    expect(await kept(api, id)).toMatchObject({ state: 'booked', starts_at: new Date('2026-03-09T10:00:00Z') });
    await amina.get(`/api/sessions/${id}`);
    expect(await happened(api, id)).toEqual(['session-booked', 'session-moved-in-outlook']);
  });

  it('put off for weeks in Outlook, it is followed until then', async () => {
    hands(api).drag('amina', '2026-04-09T10:00:00Z', '2026-04-09T11:00:00Z');
    await settle(api, 10 * 24 * 60);
    hands(api).drag('amina', '2026-04-10T10:00:00Z', '2026-04-10T11:00:00Z');
    await settle(api);
    expect(await kept(api, id)).toMatchObject({ starts_at: new Date('2026-04-10T10:00:00Z') });
  });

  it('a decline of somebody who has to be there leaves the session, and one nudge goes to the client', async () => {
    hands(api).reply('ines', 'declined');
    await settle(api);
    await settle(api, 60 * 26);
    expect(await kept(api, id)).toMatchObject({ state: 'booked', responses: { [who('coach')]: 'declined' } });
    expect(await nudges(api)).toEqual([{ key: expect.stringContaining(`declined:${id}`), kind: 'session-declined', person_id: who('client') }]);
    expect(await happened(api, id)).toEqual(['session-booked', 'session-declined']);
  });

  it('a maybe is shown and nobody is nudged', async () => {
    hands(api).reply('marcus', 'tentativelyAccepted');
    await settle(api);
    expect(await kept(api, id)).toMatchObject({ responses: { [who('sponsor')]: 'tentativelyAccepted' } });
    expect(await nudges(api)).toEqual([]);
    expect(await happened(api, id)).toEqual(['session-booked', 'session-tentative']);
  });

  it('another time that is proposed comes to the client, with that time to look at', async () => {
    hands(api).reply('ines', 'tentativelyAccepted', { start: '2026-03-10T10:00:00Z', end: '2026-03-10T11:00:00Z' });
    await settle(api);
    expect(await happened(api, id)).toEqual(['session-booked', 'session-tentative', 'session-proposed-time']);
    const [notice] = await rows<{ links: { path: string }[] }>(api, 'select links from notices');
    expect(notice!.links[0]!.path).toContain(`move=${id}&at=2026-03-10T10`);
  });

  it('deleted by its organiser, it is cancelled', async () => {
    hands(api).remove('amina');
    await settle(api);
    expect(await kept(api, id)).toMatchObject({ state: 'cancelled' });
    expect(await happened(api, id)).toEqual(['session-booked', 'session-cancelled-in-outlook']);
  });

  it('deleted by somebody invited, it stays: whatever they answered is known, and no more', async () => {
    hands(api).remove('ines');
    await settle(api);
    expect(await kept(api, id)).toMatchObject({ state: 'booked' });
  });

  it('a lost notification is caught by the safety reading', async () => {
    api.simulation.faults.add([{ match: 'POST /notifications', fault: 'notification-lost' }]);
    hands(api).drag('amina', '2026-03-09T10:00:00Z', '2026-03-09T11:00:00Z');
    await settle(api, 5);
    expect(await kept(api, id)).toMatchObject({ starts_at: new Date('2026-03-06T14:30:00Z') });
    await settle(api, 24 * 60);
    expect(await kept(api, id)).toMatchObject({ starts_at: new Date('2026-03-09T10:00:00Z') });
  });

  it('a state that Graph forgot is read anew, and what was deleted meanwhile is found', async () => {
    api.simulation.faults.add([{ match: 'GET /me/calendarView/delta', fault: 'delta-gone', times: 1 }]);
    hands(api).remove('amina');
    await settle(api, 5);
    expect(await kept(api, id)).toMatchObject({ state: 'cancelled' });
  });

  it('a subscription that Microsoft removed is made again, and nothing is missed', async () => {
    api.simulation.faults.add([{ match: 'POST /notifications', fault: 'subscription-removed', times: 1 }]);
    hands(api).drag('amina', '2026-03-09T10:00:00Z', '2026-03-09T11:00:00Z');
    await settle(api, 10);
    expect(await kept(api, id)).toMatchObject({ starts_at: new Date('2026-03-09T10:00:00Z') });
    hands(api).reply('ines', 'accepted');
    await settle(api, 10);
    expect(await happened(api, id)).toContain('session-accepted');
  });

  it('renewed for as long as there is something to follow, then ended', async () => {
    await settle(api, 20 * 24 * 60);
    expect(await rows(api, 'select 1 from followed_mailboxes')).toEqual([]);
    expect([...api.simulation.tenant.state.all('subscription')]).toEqual([]);
  });

  it('another organiser takes over with the same people: the session goes on there', async () => {
    const graph = api.context.microsoft.application(tenantId);
    const made = await graph.createEvent(idFor('ines'), {
      transactionId: 'handed-over', subject: 'Coaching', bodyHtml: '', start: '2026-03-06T14:30:00Z', end: '2026-03-06T15:30:00Z', zone: 'UTC', showAs: 'busy', sensitivity: 'normal', tag: 'other',
      attendees: [{ email: 'amina@alder.example', displayName: 'Amina', optional: false }, { email: 'marcus@alder.example', displayName: 'Marcus', optional: false }],
    });
    await settle(api);
    const own = hands(api).entry('amina', 0).isOrganizer ? 0 : 1;
    const { id: entryId } = hands(api).entry('amina', own);
    await graph.cancelEvent(idFor('amina'), entryId, '');
    await settle(api, 5);
    expect(await kept(api, id)).toMatchObject({ state: 'booked', organizer_id: who('coach') });
    expect(await happened(api, id)).toEqual(['session-booked', 'session-handed-over']);
    await graph.moveEvent(idFor('ines'), made.id, { start: '2026-03-09T10:00:00Z', end: '2026-03-09T11:00:00Z', zone: 'UTC' });
    await settle(api, 5);
    expect(await kept(api, id)).toMatchObject({ starts_at: new Date('2026-03-09T10:00:00Z') });
  });
});

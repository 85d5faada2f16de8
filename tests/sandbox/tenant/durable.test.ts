import { describe, expect, it } from '@jest/globals';
import { memoryStore, type StoredChange, type TenantStore } from '../../../server/sandbox/tenant/store.ts';
import { addressOf, at, attendee, seed, seedEvent, world, type World } from '../graph/support/world.ts';

const march = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
const meeting = {
  subject: 'Talk',
  ...at('10:00', '11:00'),
  attendees: [attendee('tom'), attendee('lin')],
  isOnlineMeeting: true,
  transactionId: 't',
};

/** A store that counts its commits and fails when told to. */
function watched(): TenantStore & { commits: StoredChange[][]; fail: boolean } {
  const inner = memoryStore();
  const store = {
    commits: [] as StoredChange[][],
    fail: false,
    load: () => inner.load(),
    commit(changes: StoredChange[]) {
      if (store.fail) throw new Error('disk full');
      store.commits.push(changes);
      inner.commit(changes);
    },
  };
  return store;
}

const everything = async (one: World): Promise<unknown> => ({
  maya: (await one.as('maya').get(`/me/calendarView?${march}`)).body,
  tom: (await one.as('tom').get(`/me/calendarView?${march}`)).body,
  settings: (await one.as('tom').get('/me/mailboxSettings')).body,
  busy: (
    await one
      .as('tom')
      .post('/me/calendar/getSchedule', {
        schedules: [addressOf('lin'), addressOf('maya')],
        startTime: at('00:00', '23:00').start,
        endTime: at('00:00', '23:00').end,
      })
  ).body,
  messages: [...one.tenant.state.all('message')],
});

describe('the tenant', () => {
  it('answers the same after it was started again from its store, whatever the seed says then', async () => {
    const store = memoryStore();
    const before = world({ store, from: seed({ tom: [seedEvent('weekly', { rrule: 'FREQ=WEEKLY' })] }) });
    const { body } = await before.as('maya').post('/me/events', meeting);
    await before.as('tom').patch('/me/mailboxSettings', { timeZone: 'Nepal Standard Time' });
    const told = await everything(before);
    const after = world({ store, from: seed({ tom: [seedEvent('other')] }) });
    expect(await everything(after)).toEqual(told);
    expect(await after.as('maya').post('/me/events', meeting)).toMatchObject({ status: 201, body: { id: body.id } });
  });

  it('goes on counting changes where it was', async () => {
    const store = memoryStore();
    const before = world({ store });
    const { body } = await before.as('maya').post('/me/events', meeting);
    const delta = (await before.as('maya').get(`/me/calendarView/delta?${march}`)).body['@odata.deltaLink']!;
    await before.as('maya').delete(`/me/events/${body.id}`);
    const after = world({ store });
    await after.as('maya').post('/me/events', { subject: 'Next', ...at('12:00', '13:00') });
    expect((await after.as('maya').get(delta)).body.value).toMatchObject([{ '@removed': { reason: 'deleted' } }, { subject: 'Next' }]);
  });

  it('writes all that a request changes at once', async () => {
    const store = watched();
    const one = world({ store });
    store.commits.length = 0;
    await one.as('maya').post('/me/events', meeting);
    expect(store.commits).toHaveLength(1);
    expect(store.commits[0]!.map(({ kind }) => kind).toSorted()).toEqual([
      'chat',
      'event',
      'event',
      'event',
      'meeting',
      'message',
      'message',
    ]);
  });

  it('keeps nothing of a request that could not be written', async () => {
    const store = watched();
    const one = world({ store });
    const { body } = await one.as('maya').post('/me/events', meeting);
    const told = await everything(one);
    store.fail = true;
    expect(
      (await one.as('maya').patch(`/me/events/${body.id}`, { subject: 'Lost', ...at('15:00', '16:00'), attendees: [attendee('lin')] }))
        .status,
    ).toBe(500);
    expect((await one.as('maya').delete(`/me/events/${body.id}`)).status).toBe(500);
    expect((await one.as('maya').post('/me/events', { ...meeting, transactionId: 'u' })).status).toBe(500);
    store.fail = false;
    expect(await everything(one)).toEqual(told);
    expect(await everything(world({ store }))).toEqual(told);
  });

  it('changes documents inside a transaction only', () => {
    const { tenant } = world();
    expect(() => tenant.state.remove('person', 'x')).toThrow('inside transact');
  });
});

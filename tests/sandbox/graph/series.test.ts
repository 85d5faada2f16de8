import { describe, expect, it } from '@jest/globals';
import { inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { addressOf, attendee, seed, seedEvent, world, type Client, type Json, type World } from './support/world.ts';

const march = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-15T00:00:00Z';
const pattern = { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] };
const range = { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 5 };
const hour = (date: string, from = '09', timeZone = 'GMT Standard Time'): object => ({
  start: { dateTime: `${date}T${from}:00:00`, timeZone },
  end: { dateTime: `${date}T${from}:45:00`, timeZone },
});
const series = (more: object = {}): object => ({
  subject: 'Weekly',
  ...hour('2026-03-03'),
  recurrence: { pattern, range },
  attendees: [attendee('lin')],
  ...more,
});
const view = async (client: Client): Promise<Json[]> => (await client.get(`/me/calendarView?${march}&$top=100`)).body.value!;
const starts = (list: Json[]): string[] => list.map(({ start }) => String(start!.dateTime).slice(5, 16));

async function booked(more: object = {}): Promise<{ one: World; tom: Client; lin: Client; master: Json; occurrences: Json[] }> {
  const one = world();
  const [tom, lin] = [one.as('tom'), one.as('lin')];
  const master = (await tom.post('/me/events', series(more))).body;
  return { one, tom, lin, master, occurrences: await view(tom) };
}

describe('a series', () => {
  it('keeps its local time over the change of clocks, in both calendars', async () => {
    const { tom, lin, master } = await booked();
    expect(master).toMatchObject({
      type: 'seriesMaster',
      recurrence: {
        pattern: { type: 'weekly', daysOfWeek: ['tuesday'] },
        range: { type: 'numbered', numberOfOccurrences: 5, recurrenceTimeZone: 'GMT Standard Time' },
      },
    });
    const expected = ['03-03T09:00', '03-10T09:00', '03-17T09:00', '03-24T09:00', '03-31T08:00'];
    expect(starts(await view(tom))).toEqual(expected);
    expect(starts(await view(lin))).toEqual(expected);
  });

  it.each([
    ['America/St_Johns', 'Newfoundland Standard Time', '2026-03-05', ['03-05T12:30', '03-12T11:30', '03-19T11:30']],
    ['Australia/Lord_Howe', 'Lord Howe Standard Time', '2026-03-26', ['03-25T22:00', '04-01T22:00', '04-08T22:30']],
    ['Asia/Kathmandu', 'Nepal Standard Time', '2026-03-26', ['03-26T03:15', '04-02T03:15', '04-09T03:15']],
  ])('is right in %s', async (_zone, timeZone, date, expected) => {
    const recurrence = { pattern: { ...pattern, daysOfWeek: ['thursday'] }, range: { ...range, startDate: date, numberOfOccurrences: 3 } };
    const { occurrences } = await booked({ ...hour(date, '09', timeZone), recurrence });
    expect(starts(occurrences)).toEqual(expected);
  });

  it('puts a time that the clocks skip after the gap', async () => {
    const recurrence = {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'endDate', startDate: '2026-03-28', endDate: '2026-03-30' },
    };
    const { occurrences } = await booked({
      start: { dateTime: '2026-03-28T01:30:00', timeZone: 'GMT Standard Time' },
      end: { dateTime: '2026-03-28T02:30:00', timeZone: 'GMT Standard Time' },
      recurrence,
    });
    expect(starts(occurrences)).toEqual(['03-28T01:30', '03-29T01:30', '03-30T00:30']);
  });

  it('refuses patterns that say nothing', async () => {
    const tom = world().as('tom');
    const status = async (recurrence: object): Promise<number> => (await tom.post('/me/events', series({ recurrence }))).status;
    expect(await status({ pattern: { ...pattern, daysOfWeek: [] }, range })).toBe(400);
    expect(await status({ pattern: { ...pattern, interval: 0 }, range })).toBe(400);
    expect(await status({ pattern: { type: 'absoluteMonthly', interval: 1 }, range })).toBe(400);
    expect(await status({ pattern, range: { type: 'endDate', startDate: '2026-03-03', endDate: '2026-03-02' } })).toBe(400);
    expect(await status({ pattern: { ...pattern, kind: 'weekly' }, range })).toBe(400);
  });

  it('loses its exceptions when it is moved as a whole', async () => {
    const { tom, master, occurrences } = await booked();
    await tom.patch(`/me/events/${occurrences[1]!.id}`, hour('2026-03-11'));
    await tom.delete(`/me/events/${occurrences[2]!.id}`);
    await tom.patch(`/me/events/${master.id}`, hour('2026-03-03', '15'));
    expect(starts(await view(tom))).toEqual(['03-03T15:00', '03-10T15:00', '03-17T15:00', '03-24T15:00', '03-31T14:00']);
  });
});

describe('the recurrence of a series changed', () => {
  const until = (endDate: string, more: object = {}): object => ({
    recurrence: { pattern: { ...pattern, ...more }, range: { type: 'endDate', startDate: '2026-03-03', endDate } },
  });

  it('ends it earlier in both calendars, with the exceptions that are left', async () => {
    const { tom, lin, master, occurrences } = await booked();
    await tom.patch(`/me/events/${occurrences[1]!.id}`, hour('2026-03-11'));
    await tom.delete(`/me/events/${occurrences[2]!.id}`);
    await tom.patch(`/me/events/${occurrences[4]!.id}`, hour('2026-04-01'));
    const ended = await tom.patch(`/me/events/${master.id}`, until('2026-03-24'));
    expect(ended).toMatchObject({ status: 200, body: { type: 'seriesMaster', recurrence: { range: { type: 'endDate', endDate: '2026-03-24' } } } });
    const expected = ['03-03T09:00', '03-11T09:00', '03-24T09:00'];
    expect([starts(await view(tom)), starts(await view(lin))]).toEqual([expected, expected]);
  });

  it.each([
    ['another pattern', until('2026-03-24', { interval: 2 }), ['03-03T09:00', '03-17T09:00']],
    ['another time', { ...until('2026-03-24'), ...hour('2026-03-03', '15') }, ['03-03T15:00', '03-10T15:00', '03-17T15:00', '03-24T15:00']],
  ])('loses its exceptions with %s', async (_what, change, expected) => {
    const { tom, master, occurrences } = await booked();
    await tom.patch(`/me/events/${occurrences[1]!.id}`, hour('2026-03-11'));
    await tom.patch(`/me/events/${master.id}`, change);
    expect(starts(await view(tom))).toEqual(expected);
  });

  it('refuses an end before its beginning', async () => {
    const { tom, master } = await booked();
    expect((await tom.patch(`/me/events/${master.id}`, until('2026-03-02'))).status).toBe(400);
  });
});

describe('one occurrence', () => {
  it('can be moved, and asks its attendees anew about itself alone', async () => {
    const { one, tom, lin, occurrences } = await booked();
    const copies = await view(lin);
    await lin.post(`/me/events/${copies[0]!.seriesMasterId}/accept`, {});
    const moved = await tom.patch(`/me/events/${occurrences[1]!.id}`, hour('2026-03-11', '13'));
    expect(moved.body).toMatchObject({
      type: 'exception',
      originalStart: '2026-03-10T09:00:00.000Z',
      start: { dateTime: '2026-03-11T13:00:00.0000000' },
    });
    const seen = await view(lin);
    expect(starts(seen)).toEqual(['03-03T09:00', '03-11T13:00', '03-17T09:00', '03-24T09:00', '03-31T08:00']);
    expect(seen.map(({ responseStatus }) => responseStatus!.response)).toEqual([
      'accepted',
      'notResponded',
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(inboxOf(one.tenant, addressOf('lin'))[0]!.calendar!.text).toContain('RECURRENCE-ID;TZID=Europe/London:20260310T090000');
  });

  it('cannot be moved to the day of its neighbour', async () => {
    const { tom, occurrences } = await booked();
    for (const date of ['2026-03-03', '2026-03-17', '2026-03-20']) {
      expect(await tom.patch(`/me/events/${occurrences[1]!.id}`, hour(date, '20'))).toMatchObject({
        status: 400,
        body: { error: { code: 'ErrorOccurrenceCrossingBoundary' } },
      });
    }
    expect((await tom.patch(`/me/events/${occurrences[1]!.id}`, hour('2026-03-16', '20'))).status).toBe(200);
  });

  it('can be answered alone', async () => {
    const { tom, lin, master, occurrences } = await booked();
    const copies = await view(lin);
    await lin.post(`/me/events/${copies[2]!.id}/decline`, {});
    const answer = async (id: string): Promise<string> => (await tom.get(`/me/events/${id}`)).body.attendees![0]!.status!.response!;
    expect([await answer(occurrences[2]!.id!), await answer(occurrences[1]!.id!), await answer(master.id!)]).toEqual([
      'declined',
      'none',
      'none',
    ]);
    expect((await view(lin)).map(({ showAs }) => showAs)).toEqual(['tentative', 'tentative', 'free', 'tentative', 'tentative']);
  });

  it('can be cancelled alone, and is gone for good', async () => {
    const { one, tom, lin, occurrences } = await booked();
    expect((await tom.post(`/me/events/${occurrences[1]!.id}/cancel`, { comment: 'Not this week' })).status).toBe(202);
    expect((await tom.get(`/me/events/${occurrences[1]!.id}`)).status).toBe(404);
    expect(starts(await view(tom))).toEqual(['03-03T09:00', '03-17T09:00', '03-24T09:00', '03-31T08:00']);
    expect((await view(lin)).map(({ isCancelled }) => isCancelled)).toEqual([false, true, false, false, false]);
    expect(inboxOf(one.tenant, addressOf('lin'))[0]).toMatchObject({ kind: 'cancellation', subject: 'Canceled: Weekly' });
    await tom.patch(`/me/events/${occurrences[0]!.seriesMasterId}`, { subject: 'Renamed' });
    expect((await view(lin)).map(({ subject }) => subject)).toEqual(['Renamed', 'Renamed', 'Renamed', 'Renamed']);
  });

  it('shows in delta as removed', async () => {
    const { tom, occurrences } = await booked();
    const first = await tom.get(`/me/calendarView/delta?${march}`);
    await tom.delete(`/me/events/${occurrences[3]!.id}`);
    const { body } = await tom.get(first.body['@odata.deltaLink']!);
    expect(body.value!.filter((item) => '@removed' in item)).toEqual([{ id: occurrences[3]!.id, '@removed': { reason: 'deleted' } }]);
    expect(body.value!.filter(({ type }) => String(type) === 'occurrence')).toHaveLength(4);
  });
});

const local = (text: string) => ({ local: text, zone: 'Europe/London' });

const monthly = (rrule: string, more: object = {}) =>
  seedEvent('s', { start: local('2026-01-31T09:00:00'), end: local('2026-01-31T10:00:00'), rrule, ...more });

const recurrenceOf = async (rrule: string): Promise<Json> =>
  (
    await world({ from: seed({ tom: [monthly(rrule)] }) })
      .as('tom')
      .get('/me/events')
  ).body.value![0]!.recurrence!;

describe('a series from an iCalendar file', () => {
  it('keeps its exceptions and what does not take place', async () => {
    const {
      uid: _uid,
      rrule: _rrule,
      exdates: _exdates,
      overrides: _overrides,
      ...other
    } = seedEvent('s', { subject: 'Moved', start: local('2026-03-12T15:00:00'), end: local('2026-03-12T16:00:00') });
    const weekly = seedEvent('s', {
      start: local('2026-03-03T09:00:00'),
      end: local('2026-03-03T10:00:00'),
      rrule: 'FREQ=WEEKLY;UNTIL=20260331T080000Z',
      exdates: ['2026-03-17T09:00:00'],
      overrides: [{ originalStart: '2026-03-10T09:00:00', event: other }],
    });
    expect(starts(await view(world({ from: seed({ tom: [weekly] }) }).as('tom')))).toEqual([
      '03-03T09:00',
      '03-12T15:00',
      '03-24T09:00',
      '03-31T08:00',
    ]);
  });

  it('is described where a pattern can say it, and only expanded where none can', async () => {
    expect(await recurrenceOf('FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2')).toMatchObject({
      pattern: { type: 'relativeMonthly', index: 'last', daysOfWeek: ['friday'], interval: 2 },
    });
    expect(await recurrenceOf('FREQ=YEARLY;BYMONTH=11;BYDAY=4TH')).toMatchObject({
      pattern: { type: 'relativeYearly', index: 'fourth', month: 11 },
    });
    expect(await recurrenceOf('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1')).toMatchObject({
      pattern: { type: 'relativeMonthly', index: 'first' },
    });
    expect(await recurrenceOf('FREQ=MONTHLY;BYMONTHDAY=31')).toMatchObject({
      pattern: null,
      range: { type: 'noEnd', startDate: '2026-01-31' },
    });
    expect(await recurrenceOf('FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,15;UNTIL=20260401')).toMatchObject({
      pattern: null,
      range: { type: 'endDate', endDate: '2026-04-01' },
    });
    const twice = world({ from: seed({ tom: [monthly('FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,15;COUNT=4')] }) }).as('tom');
    const found = (await twice.get('/me/calendarView?startDateTime=2026-02-01T00:00:00Z&endDateTime=2026-03-01T00:00:00Z')).body.value!;
    expect(starts(found)).toEqual(['02-02T09:00', '02-02T15:00', '02-09T09:00', '02-09T15:00']);
    expect((await twice.get(`/me/events/${found[1]!.id}`)).body.start).toEqual(found[1]!.start);
  });

  it('holds the 31st on the last day of short months when Graph says so, and skips them when the rule does', async () => {
    const months = async (rrule: string): Promise<string[]> =>
      starts(
        (
          await world({ from: seed({ tom: [monthly(rrule)] }) })
            .as('tom')
            .get('/me/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-06-01T00:00:00Z')
        ).body.value!,
      ).map((text) => text.slice(0, 5));
    expect(await months('FREQ=MONTHLY;BYMONTHDAY=31')).toEqual(['01-31', '03-31', '05-31']);
    const tom = world().as('tom');
    const { body } = await tom.post('/me/events', {
      subject: 'M',
      ...hour('2026-01-31'),
      recurrence: { pattern: { type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 }, range: { type: 'noEnd', startDate: '2026-01-31' } },
    });
    expect(body.recurrence!.pattern).toMatchObject({ type: 'absoluteMonthly', dayOfMonth: 31 });
    expect(
      starts((await tom.get('/me/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-06-01T00:00:00Z')).body.value!).map(
        (text) => text.slice(0, 5),
      ),
    ).toEqual(['01-31', '02-28', '03-31', '04-30', '05-31']);
  });
});

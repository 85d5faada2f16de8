import { describe, expect, it } from '@jest/globals';
import { addressOf, at, attendee, seed, seedEvent, world, type Client, type Json } from './support/world.ts';

const window = (from = '2026-03-03T00:00:00', to = '2026-03-04T00:00:00', timeZone = 'UTC'): object => ({
  startTime: { dateTime: from, timeZone },
  endTime: { dateTime: to, timeZone },
});
const ask = async (client: Client, schedules: string[], more: object = window(), headers = {}): Promise<Json> =>
  (await client.post('/me/calendar/getSchedule', { schedules, ...more }, headers)).body;
const times = (entry: Json): string[] =>
  entry.scheduleItems!.map(({ status, start, end }) => `${status} ${start!.dateTime!.slice(5, 16)}-${end!.dateTime!.slice(5, 16)}`);

describe('getSchedule', () => {
  it('tells when colleagues are busy, not with what, and the hours they work', async () => {
    const one = world({
      from: seed({
        lin: [
          seedEvent('secret', {
            start: { local: '2026-03-03T10:00:00', zone: 'America/St_Johns' },
            end: { local: '2026-03-03T11:30:00', zone: 'America/St_Johns' },
            location: 'Here',
          }),
        ],
      }),
    });
    const { value } = await ask(one.as('maya'), [addressOf('lin')], {
      ...window('2026-03-03T13:00:00', '2026-03-03T16:00:00'),
      availabilityViewInterval: 30,
    });
    expect(value).toEqual([
      {
        scheduleId: addressOf('lin'),
        availabilityView: '022200',
        scheduleItems: [
          {
            status: 'busy',
            start: { dateTime: '2026-03-03T13:30:00.0000000', timeZone: 'UTC' },
            end: { dateTime: '2026-03-03T15:00:00.0000000', timeZone: 'UTC' },
          },
        ],
        workingHours: {
          daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
          startTime: '09:00:00.0000000',
          endTime: '17:00:00.0000000',
          timeZone: { name: 'Newfoundland Standard Time' },
        },
      },
    ]);
    const own = await ask(one.as('lin'), [addressOf('lin')]);
    expect(own.value![0]!.scheduleItems).toMatchObject([{ subject: 'secret', location: 'Here', isPrivate: false }]);
  });

  it('answers 200 about people it does not know', async () => {
    const { value } = await ask(world().as('maya'), ['dana@outside.example', addressOf('tom').toUpperCase()]);
    expect(value![0]).toEqual({
      scheduleId: 'dana@outside.example',
      error: { responseCode: '5009', message: expect.stringContaining('Unable to resolve') },
    });
    expect(value![1]).toMatchObject({ scheduleId: addressOf('tom').toUpperCase(), scheduleItems: [] });
  });

  it('leaves out what was cancelled or declined, and counts what is tentative', async () => {
    const one = world({
      from: seed({
        tom: [
          seedEvent('off', { isCancelled: true }),
          seedEvent('away', {
            showAs: 'oof',
            start: { local: '2026-03-03T15:00:00', zone: 'Europe/London' },
            end: { local: '2026-03-03T16:00:00', zone: 'Europe/London' },
          }),
        ],
      }),
    });
    const invite = async (from: string, to: string): Promise<string> => {
      await one.as('maya').post('/me/events', { subject: from, ...at(from, to), attendees: [attendee('tom')] });
      const { body } = await one.as('tom').get(`/me/calendarView?startDateTime=2026-03-03T${from}:00Z&endDateTime=2026-03-03T${to}:00Z`);
      return body.value![0]!.id!;
    };
    const [declined, accepted] = [await invite('08:00', '09:00'), await invite('10:00', '11:00')];
    await invite('12:00', '13:00');
    await one.as('tom').post(`/me/events/${declined}/decline`, {});
    await one.as('tom').post(`/me/events/${accepted}/accept`, {});
    const { value } = await ask(one.as('maya'), [addressOf('tom')]);
    expect(times(value![0]!)).toEqual(['busy 03-03T10:00-03-03T11:00', 'tentative 03-03T12:00-03-03T13:00', 'oof 03-03T15:00-03-03T16:00']);
  });

  it('holds all-day events in their owner’s days, and answers in the preferred zone', async () => {
    const allDay = seedEvent('day', {
      isAllDay: true,
      showAs: 'oof',
      start: { local: '2026-03-03T00:00:00', zone: 'Australia/Lord_Howe' },
      end: { local: '2026-03-04T00:00:00', zone: 'Australia/Lord_Howe' },
    });
    const one = world({ from: seed({ rui: [allDay] }) });
    const { value } = await ask(one.as('maya'), [addressOf('rui')], window('2026-03-02T00:00:00'));
    expect(times(value![0]!)).toEqual(['oof 03-02T13:00-03-03T13:00']);
    const local = await ask(
      one.as('maya'),
      [addressOf('rui')],
      window('2026-03-03T00:00:00', '2026-03-04T00:00:00', 'Nepal Standard Time'),
      { prefer: 'outlook.timezone="Nepal Standard Time"' },
    );
    expect(times(local.value![0]!)).toEqual(['oof 03-02T18:45-03-03T18:45']);
  });

  it('keeps Microsoft’s limits', async () => {
    const maya = world().as('maya');
    const status = async (more: object, schedules = [addressOf('tom')]): Promise<number> =>
      (await maya.post('/me/calendar/getSchedule', { schedules, ...window(), ...more })).status;
    expect(
      await status(
        {},
        Array.from({ length: 20 }, (_, index) => `p${index}@example.com`),
      ),
    ).toBe(200);
    expect(
      await status(
        {},
        Array.from({ length: 21 }, (_, index) => `p${index}@example.com`),
      ),
    ).toBe(400);
    expect(await status({}, [])).toBe(400);
    expect(await status(window('2026-03-01T00:00:00', '2026-05-01T23:59:00'))).toBe(200);
    expect(await status(window('2026-03-01T00:00:00', '2026-05-02T00:00:00'))).toBe(400);
    expect(await status(window('2026-03-02T00:00:00', '2026-03-02T00:00:00'))).toBe(400);
    expect(await status({ availabilityViewInterval: 4 })).toBe(400);
    expect(await status({ availabilityViewInterval: 1441 })).toBe(400);
    expect(await status({ availabilityViewInterval: 1440 })).toBe(200);
  });

  it('says so of a person with more than a thousand entries', async () => {
    const minutes = seedEvent('often', {
      rrule: 'FREQ=MINUTELY',
      start: { local: '2026-03-03T00:00:00', zone: 'Europe/London' },
      end: { local: '2026-03-03T00:01:00', zone: 'Europe/London' },
    });
    const { value } = await ask(world({ from: seed({ tom: [minutes] }) }).as('maya'), [addressOf('tom')]);
    expect(value).toMatchObject([{ error: { responseCode: '5006' } }]);
  });
});

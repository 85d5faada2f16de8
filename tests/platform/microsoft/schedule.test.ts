import { describe, expect, it } from '@jest/globals';
import { toBusy, toHours } from '../../../server/platform/microsoft/schedule-items.ts';
import { anna, failureFrom, graphError, json, stubMicrosoft, type Answer, type Sent } from './support/stub.ts';

const from = '2026-03-02T00:00:00Z';
const to = '2026-03-16T00:00:00Z';
const at = (time: string): number => Date.parse(time);
const item = (start: string, end: string, status = 'busy') => ({
  status,
  start: { dateTime: `${start}:00.0000000`, timeZone: 'UTC' },
  end: { dateTime: `${end}:00.0000000`, timeZone: 'UTC' },
});
const hours = (name: string, more: object = {}) => ({
  daysOfWeek: ['monday', 'wednesday'],
  startTime: '08:30:00.0000000',
  endTime: '17:00:00.0000000',
  timeZone: { name, ...more },
});
interface Asked {
  schedules: string[];
  startTime: { dateTime: string; timeZone: string };
  endTime: { dateTime: string; timeZone: string };
  availabilityViewInterval: number;
}
const asked = (sent: Sent): Asked => sent.body as unknown as Asked;
/** Readable until May. */
const piece = (sent: Sent): object =>
  asked(sent).startTime.dateTime.startsWith('2026-05') ? { error: { responseCode: '5000' } } : { scheduleItems: [] };
/** Everybody free, and what else the test says. */
const everybody =
  (more: Record<string, object> = {}): Answer =>
  (sent) =>
    json({ value: asked(sent).schedules.map((scheduleId) => ({ scheduleId, availabilityView: '000', scheduleItems: [], ...more[scheduleId] })) });

/** What becomes of one person's answer. */
const only = async (answer: object) => {
  const { delegated } = stubMicrosoft(() => json({ value: [{ scheduleId: 'A@Contoso.example', ...answer }] }));
  const [schedule] = await delegated.schedules(['a@contoso.example'], from, to);
  return schedule;
};

describe('asking for schedules', () => {
  it('asks in the name of the signed-in person, in UTC', async () => {
    const { delegated, toGraph } = stubMicrosoft(everybody());
    await delegated.schedules(['a@contoso.example'], from, to);
    expect(toGraph.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /me/calendar/getSchedule']);
    expect(toGraph[0]?.body).toEqual({
      schedules: ['a@contoso.example'],
      startTime: { dateTime: '2026-03-02T00:00:00', timeZone: 'UTC' },
      endTime: { dateTime: '2026-03-16T00:00:00', timeZone: 'UTC' },
      availabilityViewInterval: 15,
    });
    expect(toGraph[0]?.headers.get('prefer')).toContain('outlook.timezone="UTC"');
  });

  it("asks in a named mailbox's name for the application", async () => {
    const { application, toGraph } = stubMicrosoft(everybody());
    await application.schedules(anna, ['a@contoso.example'], from, to);
    expect(toGraph[0]?.path).toBe(`/users/${anna}/calendar/getSchedule`);
  });

  it('takes one request for three people, however they are written', async () => {
    const { delegated, toGraph } = stubMicrosoft(everybody());
    const found = await delegated.schedules(['B@contoso.example', 'a@contoso.example', 'b@contoso.example'], from, to);
    expect(toGraph).toHaveLength(1);
    expect(found.map(({ email }) => email)).toEqual(['B@contoso.example', 'a@contoso.example', 'b@contoso.example']);
    expect(found.every(({ readable }) => readable)).toBe(true);
  });

  it('asks nothing about nobody', async () => {
    const { delegated, toGraph } = stubMicrosoft(everybody());
    expect(await delegated.schedules([], from, to)).toEqual([]);
    expect(toGraph).toEqual([]);
  });

  it('splits at 20 addresses and below 62 days, and puts the pieces together', async () => {
    const emails = Array.from({ length: 41 }, (_, index) => `p${index}@contoso.example`);
    const long = item('2026-04-30T22:00', '2026-05-01T02:00', 'oof');
    const { delegated, toGraph } = stubMicrosoft(everybody({ 'p40@contoso.example': { scheduleItems: [long, item('2026-05-02T09:00', '2026-05-02T10:00')] } }));
    const found = await delegated.schedules(emails, from, '2026-07-10T00:00:00Z');
    expect(toGraph.map((sent) => asked(sent).schedules.length).toSorted((a, b) => a - b)).toEqual([1, 1, 1, 20, 20, 20, 20, 20, 20]);
    const windows = [...new Set(toGraph.map((sent) => `${asked(sent).startTime.dateTime} ${asked(sent).endTime.dateTime}`))].toSorted();
    expect(windows).toEqual(['2026-03-02T00:00:00 2026-05-01T00:00:00', '2026-05-01T00:00:00 2026-06-30T00:00:00', '2026-06-30T00:00:00 2026-07-10T00:00:00']);
    expect(found.map(({ email }) => email)).toEqual(emails);
    // Each window answered the entry over its seam; it is there once.
    expect(found[40]).toMatchObject({
      busy: [
        { start: at('2026-04-30T22:00Z'), end: at('2026-05-01T02:00Z'), status: 'oof' },
        { start: at('2026-05-02T09:00Z'), end: at('2026-05-02T10:00Z'), status: 'busy' },
      ],
    });
  });

  it('does not ask for a finer view than a short window has', async () => {
    const { delegated, toGraph } = stubMicrosoft(everybody());
    await delegated.schedules(['a@contoso.example'], from, '2026-03-02T00:10:00Z');
    expect(asked(toGraph[0]!).availabilityViewInterval).toBe(5);
  });

  it('fails as a whole when one piece fails', async () => {
    const { delegated } = stubMicrosoft((sent, turn) => (turn === 1 ? graphError(403, 'ErrorAccessDenied') : everybody()(sent, turn)));
    expect((await failureFrom(delegated.schedules(['a@contoso.example'], from, '2026-07-10T00:00:00Z'))).permission).toBe('Calendars.ReadBasic');
  });
});

describe('one schedule', () => {
  it('holds busy time by status, free entries left out', async () => {
    const statuses = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'];
    const scheduleItems = statuses.map((status, index) => item(`2026-03-03T1${index}:00`, `2026-03-03T1${index}:30`, status));
    const schedule = await only({ scheduleItems, availabilityView: '0' });
    expect(schedule?.readable && schedule.busy.map(({ status }) => status)).toEqual(['tentative', 'busy', 'oof', 'workingElsewhere', 'busy']);
  });

  it('holds working hours in an IANA zone', async () => {
    const schedule = await only({ scheduleItems: [], availabilityView: '', workingHours: hours('Lord Howe Standard Time') });
    expect(schedule).toEqual({
      email: 'a@contoso.example',
      readable: true,
      busy: [],
      zone: 'Australia/Lord_Howe',
      hours: [
        { weekday: 1, startMinute: 510, endMinute: 1020 },
        { weekday: 3, startMinute: 510, endMinute: 1020 },
      ],
    });
  });

  it('has neither zone nor hours when the zone is a customised one', async () => {
    const custom = { '@odata.type': '#microsoft.graph.customTimeZone', bias: 480 };
    const schedule = await only({ scheduleItems: [], workingHours: hours('Customized Time Zone', custom) });
    expect(schedule).toMatchObject({ readable: true, zone: null, hours: null });
  });

  it('is told by the availability view where entries are not shared', async () => {
    const schedule = await only({ scheduleItems: [], availabilityView: '0220013' });
    expect(schedule?.readable && schedule.busy).toEqual([
      { start: at('2026-03-02T00:15Z'), end: at('2026-03-02T00:45Z'), status: 'busy' },
      { start: at('2026-03-02T01:15Z'), end: at('2026-03-02T01:30Z'), status: 'tentative' },
      { start: at('2026-03-02T01:30Z'), end: at('2026-03-02T01:45Z'), status: 'oof' },
    ]);
  });

  it.each<[string, object, string]>([
    ['outside the organisation', { error: { responseCode: '5009', message: 'Unable to resolve e-mail address c@out.example' } }, 'This address is not in your organisation.'],
    ['with too many entries', { error: { responseCode: '5006', message: 'Too many' } }, 'Microsoft 365 does not show this calendar.'],
    ['nothing is said about', {}, 'Microsoft 365 does not show this calendar.'],
    ['somebody else', { scheduleId: 'x@contoso.example', scheduleItems: [] }, 'Microsoft 365 does not show this calendar.'],
  ])('%s is not readable, and so never free', async (_name, answer, reason) => {
    expect(await only(answer)).toEqual({ email: 'a@contoso.example', readable: false, reason });
  });

  it('is not readable when one of its windows is not', async () => {
    const { delegated } = stubMicrosoft((sent) => json({ value: [{ scheduleId: 'a@contoso.example', ...piece(sent) }] }));
    const [schedule] = await delegated.schedules(['a@contoso.example'], from, '2026-05-20T00:00:00Z');
    expect(schedule?.readable).toBe(false);
  });
});

describe('pieces of busy time', () => {
  it('that touch or overlap stay as they are, so that each can be known again', () => {
    const items = [['09:00', '09:30'], ['09:30', '10:00'], ['09:30', '10:00']].map(([from, to]) => ({ ...item(`2026-03-03T${from}`, `2026-03-03T${to}`), status: 'busy' as const }));
    expect(toBusy(items, '', 0, 1).length).toBe(3);
  });

  it('without a length or without a time that can be read are left out', () => {
    const broken = { status: 'busy' as const, start: { dateTime: 'x', timeZone: 'UTC' }, end: { dateTime: 'y', timeZone: 'UTC' } };
    expect(toBusy([broken, { ...item('2026-03-03T10:00', '2026-03-03T10:00'), status: 'busy' }], '', 0, 1)).toEqual([]);
  });

  it('count what is not known as busy', () => {
    expect(toBusy([], '?0', 0, 10)).toEqual([{ start: 0, end: 10, status: 'busy' }]);
  });
});

describe('working hours', () => {
  const week = { daysOfWeek: ['sunday' as const, 'monday' as const], startTime: '22:00:00', timeZone: { name: 'UTC' } };

  it('over midnight go on the next day', () => {
    expect(toHours({ ...week, endTime: '06:00:00' })).toEqual([
      { weekday: 1, startMinute: 1320, endMinute: 1440 },
      { weekday: 2, startMinute: 0, endMinute: 360 },
      { weekday: 7, startMinute: 1320, endMinute: 1440 },
      { weekday: 1, startMinute: 0, endMinute: 360 },
    ]);
  });

  it('may end at midnight', () => {
    expect(toHours({ ...week, endTime: '00:00:00' })).toEqual([
      { weekday: 1, startMinute: 1320, endMinute: 1440 },
      { weekday: 7, startMinute: 1320, endMinute: 1440 },
    ]);
  });

  it.each([undefined, null, { ...week }, { daysOfWeek: null, startTime: '08:00:00', endTime: '17:00:00' }])('are null when not told: %j', (told) => {
    expect(toHours(told as never)).toBeNull();
  });
});

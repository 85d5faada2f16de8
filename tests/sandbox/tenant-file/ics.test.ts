import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../../../server/sandbox/tenant/time/wall.ts';
import { readIcs } from '../../../server/sandbox/tenant-file/ics/read-ics.ts';

const HOME = 'Asia/Kathmandu';
const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'];
const only = (...lines: string[]) => readIcs(calendar(...event(...lines)), HOME)[0]!;
const berlin = ';TZID=Europe/Berlin';
const occurrence = (day: string): string[] =>
  event(`RECURRENCE-ID${berlin}:202603${day}T100000`, `DTSTART${berlin}:202603${day}T100000`, `DTEND${berlin}:202603${day}T110000`);
const centralEurope = (name: string): string[] => [
  'BEGIN:VTIMEZONE',
  `TZID:${name}`,
  'BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD',
  'BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT',
  'END:VTIMEZONE',
];
const part = (kind: string, from: string, before: string, after: string, rule?: string): string[] => [
  `BEGIN:${kind}`, `DTSTART:${from}`, `TZOFFSETFROM:${before}`, `TZOFFSETTO:${after}`, ...(rule ? [`RRULE:FREQ=YEARLY;${rule}`] : []), `END:${kind}`,
];
const zoneBlock = (...parts: string[][]): string[] => ['BEGIN:VTIMEZONE', 'TZID:Ours', ...parts.flat(), 'END:VTIMEZONE'];
/** As calendars write these zones today. */
const rulesOf: Record<string, string[]> = {
  'Europe/Athens': zoneBlock(
    part('STANDARD', '19961027T040000', '+0300', '+0200', 'BYDAY=-1SU;BYMONTH=10'),
    part('DAYLIGHT', '19810329T030000', '+0200', '+0300', 'BYDAY=-1SU;BYMONTH=3'),
  ),
  'Africa/Cairo': zoneBlock(
    part('STANDARD', '20231026T235959', '+0300', '+0200', 'BYDAY=-1TH;BYMONTH=10'),
    part('DAYLIGHT', '20230428T000000', '+0200', '+0300', 'BYDAY=-1FR;BYMONTH=4'),
  ),
  'Australia/Lord_Howe': zoneBlock(
    part('STANDARD', '20080406T020000', '+1100', '+1030', 'BYDAY=1SU;BYMONTH=4'),
    part('DAYLIGHT', '20081005T020000', '+1030', '+1100', 'BYDAY=1SU;BYMONTH=10'),
  ),
};
const offsetIn = (zone: string, iso: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(new Date(iso)).at(-1)!.value;

describe('the zone of a time', () => {
  it.each([
    ['TZID=Europe/Berlin', 'Europe/Berlin'],
    ['TZID=W. Europe Standard Time', 'Europe/Berlin'],
    ['TZID="W. Europe Standard Time"', 'Europe/Berlin'],
    ['TZID=/freeassociation.sourceforge.net/Europe/Berlin', 'Europe/Berlin'],
    ['TZID=/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
  ])('named %s is %s', (parameter, zone) => {
    const { start } = only(`DTSTART;${parameter}:20260302T100000`, `DTEND;${parameter}:20260302T110000`);
    expect(start.local).toBe('2026-03-02T10:00:00');
    expect(offsetIn(start.zone, '2026-07-01T00:00:00Z')).toBe(offsetIn(zone, '2026-07-01T00:00:00Z'));
  });

  it.each(['Customized Time Zone', 'tzone://Microsoft/Custom', 'Head office'])('%s is found from its rules, in the exceptions too', (name) => {
    const text = calendar(
      ...centralEurope(name),
      ...event(
        `DTSTART;TZID=${name}:20260302T100000`,
        `DTEND;TZID=${name}:20260302T110000`,
        'RRULE:FREQ=WEEKLY',
        `EXDATE;TZID=${name}:20260309T100000,20260330T100000`,
      ),
    );
    const [series] = readIcs(text, HOME);
    expect(series!.start.local).toBe('2026-03-02T10:00:00');
    expect(series!.exdates).toEqual(['2026-03-09T10:00:00', '2026-03-30T10:00:00']);
    expect(['GMT+01:00', 'GMT+02:00']).toEqual(['2026-03-02', '2026-04-02'].map((day) => offsetIn(series!.start.zone, `${day}T12:00:00Z`)));
  });

  it.each([
    ['Europe/Athens', 'a zone that changes on other days than another with the same hours in January and July', '20260401T100000', '2026-04-01T07:00:00Z'],
    ['Africa/Cairo', 'that other zone', '20260401T100000', '2026-04-01T08:00:00Z'],
    ['Australia/Lord_Howe', 'half an hour in the southern summer', '20260401T100000', '2026-03-31T23:00:00Z'],
  ])('by rules alone is %s: %s', (zone, _what, time, instant) => {
    const { start } = readIcs(calendar(...rulesOf[zone]!, ...event(`DTSTART;TZID=Ours:${time}`, 'DURATION:PT1H')), HOME)[0]!;
    expect(new Date(instantOf(start)).toISOString()).toBe(instant.replace('Z', '.000Z'));
  });

  it.each([
    ['+0545', '04:15'],
    ['+0200', '08:00'],
    ['-0930', '19:30'],
    ['+0000', '10:00'],
  ])('by rules alone may be %s all year', (offset, utc) => {
    const rules = zoneBlock(part('STANDARD', '16010101T000000', offset, offset));
    const { start } = readIcs(calendar(...rules, ...event('DTSTART;TZID=Ours:20260701T100000', 'DURATION:PT1H')), 'Europe/London')[0]!;
    expect(new Date(instantOf(start)).toISOString().slice(11, 16)).toBe(utc);
  });

  it('is refused where its rules are no zone\'s', () => {
    const rules = zoneBlock(part('STANDARD', '16010101T000000', '+0720', '+0720'));
    expect(() => readIcs(calendar(...rules, ...event('DTSTART;TZID=Ours:20260701T100000')), HOME)).toThrow('the time zone "Ours" is not known');
  });

  it('is not sought in rules that change the clock all the time', () => {
    const rules = zoneBlock(part('STANDARD', '19700101T000000', '+0100', '+0200').toSpliced(-1, 0, 'RRULE:FREQ=SECONDLY'));
    expect(readIcs(calendar(...rules, ...event('DTSTART;TZID=Ours:20260701T100000Z')), HOME)).toHaveLength(1);
    expect(readIcs(calendar(...rules, ...event('DTSTART;TZID=Ours:20260701T100000')), HOME)[0]!.start.local).toBe('2026-07-01T10:00:00');
  });

  it('that is floating is the zone of the calendar\'s owner', () => {
    expect(only('DTSTART:20260329T013000', 'DTEND:20260329T023000')).toMatchObject({
      start: { local: '2026-03-29T01:30:00', zone: HOME },
      end: { local: '2026-03-29T02:30:00', zone: HOME },
    });
  });

  it('in UTC stays UTC', () => {
    expect(only('DTSTART:20260302T100000Z', 'DURATION:PT1H30M').end).toEqual({ local: '2026-03-02T11:30:00', zone: 'Etc/UTC' });
  });

  it('that nobody knows is refused by name', () => {
    expect(() => only('DTSTART;TZID=Atlantis/Capital:20260302T100000')).toThrow('the time zone "Atlantis/Capital" is not known');
  });
});

describe('a series', () => {
  it('keeps its rule, its gaps and its moved occurrences, however they are written', () => {
    const text = calendar(
      ...event(`RECURRENCE-ID${berlin}:20260316T100000`, `DTSTART${berlin}:20260317T143000`, 'DURATION:PT45M', 'SUMMARY:Moved'),
      ...event(
        `DTSTART${berlin}:20260302T100000`,
        `DTEND${berlin}:20260302T110000`,
        'RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260601T080000Z',
        'SUMMARY;LANGUAGE=en:Team\\, all',
        'EXDATE:20260309T090000Z',
        'EXDATE;VALUE=DATE:20260406',
      ),
      ...event('RECURRENCE-ID:20260330T080000Z', `DTSTART${berlin}:20260330T100000`, `DTEND${berlin}:20260330T110000`, 'STATUS:CANCELLED'),
    );
    const [series, ...more] = readIcs(text, HOME);
    expect(more).toEqual([]);
    expect(series).toMatchObject({
      uid: 'one',
      subject: 'Team, all',
      rrule: 'FREQ=WEEKLY;UNTIL=20260601T080000Z;BYDAY=MO',
      exdates: ['2026-03-09T10:00:00', '2026-04-06T10:00:00', '2026-03-30T10:00:00'],
    });
    expect(series!.overrides).toMatchObject([
      {
        originalStart: '2026-03-16T10:00:00',
        event: { subject: 'Moved', start: { local: '2026-03-17T14:30:00' }, end: { local: '2026-03-17T15:15:00' } },
      },
    ]);
  });

  it('of whole days names its gaps by date', () => {
    const series = only('DTSTART;VALUE=DATE:20260302', 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;VALUE=DATE:20260304', 'SUMMARY:Leave');
    expect(series).toMatchObject({
      isAllDay: true,
      start: { local: '2026-03-02T00:00:00', zone: HOME },
      end: { local: '2026-03-03T00:00:00', zone: HOME },
      rrule: 'FREQ=DAILY;COUNT=5',
      exdates: ['2026-03-04T00:00:00'],
    });
  });

  it('of which only single occurrences were shared is those', () => {
    const events = readIcs(calendar(...occurrence('02'), ...occurrence('09')), HOME);
    expect(events.map(({ start, rrule }) => [start.local, rrule])).toEqual([
      ['2026-03-02T10:00:00', null],
      ['2026-03-09T10:00:00', null],
    ]);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(2);
  });

  it('with added dates has them as events of their own', () => {
    const text = calendar(...event(`DTSTART${berlin}:20260302T100000`, `DTEND${berlin}:20260302T103000`, `RDATE${berlin}:20260304T120000,20260305T120000`));
    expect(readIcs(text, HOME).map(({ start, end }) => [start.local, end.local.slice(11)])).toEqual([
      ['2026-03-02T10:00:00', '10:30:00'],
      ['2026-03-04T12:00:00', '12:30:00'],
      ['2026-03-05T12:00:00', '12:30:00'],
    ]);
  });

  it('has an added date once: not where the rule has it, nor where it is taken out or moved', () => {
    const text = calendar(
      ...event(
        `DTSTART${berlin}:20260302T100000`, `DTEND${berlin}:20260302T110000`, 'RRULE:FREQ=WEEKLY;COUNT=2',
        `RDATE${berlin}:20260309T100000,20260304T120000,20260305T120000`, 'RDATE:20260306T110000Z,20260306T110000Z', `EXDATE${berlin}:20260304T120000`,
      ),
      ...event(`RECURRENCE-ID${berlin}:20260305T120000`, `DTSTART${berlin}:20260305T170000`, `DTEND${berlin}:20260305T180000`),
    );
    const [series, ...added] = readIcs(text, HOME);
    expect(series!.overrides.map(({ event: { start } }) => start.local)).toEqual(['2026-03-05T17:00:00']);
    expect(added.map(({ start }) => start)).toEqual([{ local: '2026-03-06T11:00:00', zone: 'Etc/UTC' }]);
  });

  it('has added periods as long as they say', () => {
    const periods = 'RDATE;VALUE=PERIOD:20260320T090000Z/20260320T120000Z,20260321T090000Z/PT30M';
    const [, ...added] = readIcs(calendar(...event(`DTSTART${berlin}:20260302T100000`, `DTEND${berlin}:20260302T110000`, periods)), HOME);
    expect(added.map(({ start, end }) => [start.local, end.local])).toEqual([
      ['2026-03-20T09:00:00', '2026-03-20T12:00:00'],
      ['2026-03-21T09:00:00', '2026-03-21T09:30:00'],
    ]);
  });
});

describe('what free/busy is told', () => {
  const when = ['DTSTART:20260302T100000Z', 'DTEND:20260302T110000Z'];

  it.each([
    [['X-MICROSOFT-CDO-BUSYSTATUS:OOF'], 'oof'],
    [['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE', 'TRANSP:OPAQUE'], 'workingElsewhere'],
    [['TRANSP:TRANSPARENT'], 'free'],
    [['STATUS:TENTATIVE'], 'tentative'],
    [[], 'busy'],
  ])('%j is %s', (lines, showAs) => {
    expect(only(...when, ...lines).showAs).toBe(showAs);
  });

  it('keeps what is cancelled or private as such', () => {
    expect(only(...when, 'STATUS:CANCELLED').isCancelled).toBe(true);
    expect(only(...when, 'CLASS:PRIVATE').sensitivity).toBe('private');
    expect(only(...when, 'CLASS:CONFIDENTIAL').sensitivity).toBe('confidential');
  });

  it('takes Outlook\'s midnight to midnight as whole days', () => {
    const lines = ['DTSTART;TZID=Europe/London:20260302T000000', 'DTEND;TZID=Europe/London:20260304T000000'];
    expect(only(...lines, 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE')).toMatchObject({ isAllDay: true, end: { local: '2026-03-04T00:00:00' } });
  });

  it('is that of every calendar in the file', () => {
    const both = calendar(...event(...when)) + calendar(...event(...when).map((line) => line.replace('UID:one', 'UID:two')));
    expect(readIcs(both, HOME).map(({ uid }) => uid)).toEqual(['one', 'two']);
  });

  it('reads folded lines', () => {
    expect(only(...when, 'SUMMARY:A long', '  title').subject).toBe('A long title');
  });
});

it('says when a text is no calendar', () => {
  expect(() => readIcs('<html>Sign in</html>', HOME)).toThrow('no BEGIN:VCALENDAR');
});

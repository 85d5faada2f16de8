import { describe, expect, it } from '@jest/globals';
import { readCalendar } from '../../../../server/features/availability/feed/calendar/read-calendar.ts';
import { calendar, event } from './ics.ts';

const window = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') };

const short = (ms: number): string => new Date(ms).toISOString().slice(5, 16);

/** Busy time in March 2026 as `03-10T09:00/03-10T10:00 busy` (UTC). */
const busy = (text: string, zone = 'Europe/Berlin', count = window): string[] =>
  readCalendar(text, { window, count, zone }).busy.map(({ start, end, status }) => `${short(start)}/${short(end)} ${status}`);

const refusal = (text: string): unknown => {
  try {
    return busy(text);
  } catch (error) {
    return error;
  }
};

const one = (...lines: string[]): string[] => busy(calendar(event(...lines)));
const hour = ['DTSTART:20260310T090000Z', 'DTEND:20260310T100000Z'];

describe('what takes time', () => {
  it.each([
    ['an event that says nothing', [], ['03-10T09:00/03-10T10:00 busy']],
    ['a transparent one', ['TRANSP:TRANSPARENT'], []],
    ['a cancelled one', ['STATUS:CANCELLED'], []],
    ['a tentative one', ['STATUS:TENTATIVE'], ['03-10T09:00/03-10T10:00 tentative']],
    ['free in Outlook', ['X-MICROSOFT-CDO-BUSYSTATUS:FREE'], []],
    ['tentative in Outlook', ['X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE', 'TRANSP:OPAQUE'], ['03-10T09:00/03-10T10:00 tentative']],
    ['out of office', ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'], ['03-10T09:00/03-10T10:00 oof']],
    ['working elsewhere', ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'], ['03-10T09:00/03-10T10:00 workingElsewhere']],
    ['a status that nobody knows', ['X-MICROSOFT-CDO-BUSYSTATUS:PERHAPS'], ['03-10T09:00/03-10T10:00 busy']],
  ])('%s', (_name, lines, expected) => {
    expect(one(...hour, ...lines)).toEqual(expected);
  });

  it('joins what overlaps or touches, each status by itself, and cuts to the window', () => {
    const text = calendar(
      event('DTSTART:20260225T090000Z', 'DTEND:20260301T100000Z'),
      event('DTSTART:20260301T093000Z', 'DTEND:20260301T110000Z'),
      event('DTSTART:20260301T110000Z', 'DTEND:20260301T120000Z'),
      event('DTSTART:20260301T100000Z', 'DTEND:20260301T130000Z', 'STATUS:TENTATIVE'),
      event('DTSTART:20260331T230000Z', 'DTEND:20260402T000000Z'),
    );
    expect(busy(text)).toEqual(['03-01T00:00/03-01T12:00 busy', '03-01T10:00/03-01T13:00 tentative', '03-31T23:00/04-01T00:00 busy']);
  });

  it('reads VFREEBUSY periods, ended by a time or a length', () => {
    const block = ['BEGIN:VFREEBUSY', 'FREEBUSY:20260310T090000Z/20260310T100000Z,20260311T090000Z/PT30M',
      'FREEBUSY;FBTYPE=FREE:20260312T090000Z/PT1H', 'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260313T090000Z/PT1H', 'END:VFREEBUSY'];
    expect(busy(calendar(...block))).toEqual(['03-10T09:00/03-10T10:00 busy', '03-11T09:00/03-11T09:30 busy', '03-13T09:00/03-13T10:00 tentative']);
  });

  it('counts what touches the time it is asked to count in', () => {
    const text = calendar(event(...hour), event(...hour, 'TRANSP:TRANSPARENT'), event('DTSTART:20260320T090000Z', 'DURATION:PT1H'));
    const count = { from: Date.parse('2026-03-10T09:30:00Z'), to: Date.parse('2026-03-11T00:00:00Z') };
    expect(readCalendar(text, { window, count, zone: 'UTC' }).events).toBe(1);
    expect(readCalendar(text, { window, count: window, zone: 'UTC' }).events).toBe(2);
  });
});

describe('ends', () => {
  it.each([
    ['a length', ['DTSTART:20260310T090000Z', 'DURATION:PT1H30M'], ['03-10T09:00/03-10T10:30 busy']],
    ['days of a length by the calendar, over a change of clocks', ['DTSTART;TZID=Europe/Berlin:20260328T120000', 'DURATION:P1D'], ['03-28T11:00/03-29T10:00 busy']],
    ['no end: a moment takes no time', ['DTSTART:20260310T090000Z'], []],
    ['no end on a whole day: that day', ['DTSTART;VALUE=DATE:20260310'], ['03-09T23:00/03-10T23:00 busy']],
    ['whole days, the end not included', ['DTSTART;VALUE=DATE:20260328', 'DTEND;VALUE=DATE:20260330'], ['03-27T23:00/03-29T22:00 busy']],
    ['a whole day that ends as it begins', ['DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260310'], ['03-09T23:00/03-10T23:00 busy']],
    ['an end before the start', ['DTSTART:20260310T100000Z', 'DTEND:20260310T090000Z'], ['03-10T10:00/03-10T11:00 busy']],
    ['an end in another zone', ['DTSTART;TZID=Europe/Berlin:20260310T090000', 'DTEND;TZID=America/New_York:20260310T090000'], ['03-10T08:00/03-10T13:00 busy']],
  ])('%s', (_name, lines, expected) => {
    expect(one(...lines)).toEqual(expected);
  });
});

const customized = (tzid: string): string => ['BEGIN:VTIMEZONE', `TZID:${tzid}`,
  'BEGIN:STANDARD', 'DTSTART:16010101T000000', 'TZOFFSETFROM:-0200', 'TZOFFSETTO:-0300', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=3SU', 'END:STANDARD',
  'BEGIN:DAYLIGHT', 'DTSTART:16010101T000000', 'TZOFFSETFROM:-0300', 'TZOFFSETTO:-0200', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=3SU', 'END:DAYLIGHT',
  'END:VTIMEZONE'].join('\r\n');

describe('zones', () => {
  it.each([
    ['an IANA name', 'Asia/Kathmandu', '03-10T03:15/03-10T04:15 busy'],
    ['a Windows name', 'W. Europe Standard Time', '03-10T08:00/03-10T09:00 busy'],
    ['a quoted name', '"America/St_Johns"', '03-10T11:30/03-10T12:30 busy'],
    ['a registry before the name', '/freeassociation.sourceforge.net/America/Indiana/Knox', '03-10T14:00/03-10T15:00 busy'],
    ['a plain offset', 'UTC+05:30', '03-10T03:30/03-10T04:30 busy'],
    ["Microsoft's UTC", 'tzone://Microsoft/Utc', '03-10T09:00/03-10T10:00 busy'],
  ])('%s', (_name, tzid, expected) => {
    expect(one(`DTSTART;TZID=${tzid}:20260310T090000`, `DTEND;TZID=${tzid}:20260310T100000`)).toEqual([expected]);
  });

  it.each(['Customized Time Zone', 'tzone://Microsoft/Custom', 'My own zone'])('takes the rules of the file for %s, to the day they change', (tzid) => {
    const text = calendar(customized(tzid), event(`DTSTART;TZID=${tzid}:20260314T090000`, 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'));
    expect(busy(text)).toEqual(['03-14T11:00/03-14T12:00 busy', '03-15T12:00/03-15T13:00 busy', '03-16T12:00/03-16T13:00 busy']);
  });

  it('takes skipped and repeated times of such a zone as Temporal does', () => {
    const forward = customized('Mine').replaceAll('-0200', '-9999').replaceAll('-0300', '-0200').replaceAll('-9999', '-0300');
    const skipped = event('DTSTART;TZID=Mine:20260315T001500', 'DURATION:PT15M');
    // At midnight the clock goes to 01:00, so 00:15 is skipped.
    expect(busy(calendar(forward, skipped))).toEqual(['03-15T03:15/03-15T03:30 busy']);
    // The other way about it goes back to 23:00, so 23:15 comes twice.
    const repeated = event('DTSTART;TZID=Mine:20260314T231500', 'DURATION:PT15M');
    expect(busy(calendar(customized('Mine'), repeated))).toEqual(['03-15T01:15/03-15T01:30 busy']);
  });

  it('puts floating times and whole days into the zone of the coach, wherever the server is', () => {
    const text = calendar(event('DTSTART:20260310T090000', 'DURATION:PT1H'), event('DTSTART;VALUE=DATE:20260312'));
    expect(busy(text, 'Pacific/Auckland')).toEqual(['03-09T20:00/03-09T21:00 busy', '03-11T11:00/03-12T11:00 busy']);
  });

  it('refuses a zone that nobody can tell the hours of, rather than guess', () => {
    expect(refusal(calendar(event('DTSTART;TZID=Central Something:20260310T090000', 'DURATION:PT1H')))).toMatchObject({ code: 'too-complex' });
  });

  it('tells the zone of the calendar', () => {
    expect(readCalendar(calendar('X-WR-TIMEZONE:Asia/Tokyo'), { window, count: window, zone: 'UTC' }).zone).toBe('Asia/Tokyo');
  });
});

const weekly = ['UID:series', 'DTSTART;TZID=Europe/London:20260302T090000', 'DTEND;TZID=Europe/London:20260302T100000', 'RRULE:FREQ=WEEKLY'];

describe('repetition', () => {
  it('keeps its hour over a change of clocks', () => {
    expect(one(...weekly)).toEqual(['02', '09', '16', '23'].map((day) => `03-${day}T09:00/03-${day}T10:00 busy`).concat('03-30T08:00/03-30T09:00 busy'));
  });

  it.each([
    ['EXDATE in its zone', 'EXDATE;TZID=Europe/London:20260309T090000,20260330T090000', ['02', '16', '23']],
    ['EXDATE in UTC', 'EXDATE:20260309T090000Z', ['02', '16', '23', '30']],
    ['EXDATE without a zone', 'EXDATE:20260309T090000', ['02', '16', '23', '30']],
    ['EXDATE of a whole day', 'EXDATE;VALUE=DATE:20260330', ['02', '09', '16', '23']],
    ['EXDATE that matches nothing, before one that does', 'EXDATE:20260308T090000Z\r\nEXDATE:20260309T090000Z', ['02', '16', '23', '30']],
    ['an empty EXDATE', 'EXDATE:', ['02', '09', '16', '23', '30']],
    ['RDATE', 'RDATE;TZID=Europe/London:20260304T090000', ['02', '04', '09', '16', '23', '30']],
  ])('%s', (_name, line, days) => {
    expect(one(...weekly, line).map((text) => text.slice(3, 5))).toEqual(days);
  });

  it('gives an RDATE period its own length', () => {
    expect(one(...hour, 'RDATE;VALUE=PERIOD:20260312T090000Z/PT2H')).toEqual(['03-10T09:00/03-10T10:00 busy', '03-12T09:00/03-12T11:00 busy']);
  });

  it.each([
    ['an instant', '20260316T090000Z', ['02', '09', '16']],
    ['a local time', '20260316T090000', ['02', '09', '16']],
    ['a date, that day included', '20260316', ['02', '09', '16']],
    ['an instant just before', '20260316T085959Z', ['02', '09']],
  ])('ends by UNTIL as %s', (_name, until, days) => {
    const lines = weekly.map((line) => (line.startsWith('RRULE') ? `${line};UNTIL=${until}` : line));
    expect(one(...lines).map((text) => text.slice(3, 5))).toEqual(days);
  });

  it('leaves a whole-day series out on the midnights that Exchange writes', () => {
    const lines = ['DTSTART;VALUE=DATE:20260310', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20260311T000000'];
    expect(one(...lines)).toEqual(['03-09T23:00/03-10T23:00 busy', '03-11T23:00/03-12T23:00 busy']);
    expect(one(...lines.slice(0, 2), 'EXDATE:20260310T230000Z')).toEqual(['03-09T23:00/03-10T23:00 busy', '03-11T23:00/03-12T23:00 busy']);
  });

  it('finds what began long ago and lasts into the window', () => {
    expect(one('DTSTART:20251201T000000Z', 'DTEND:20260303T000000Z')).toEqual(['03-01T00:00/03-03T00:00 busy']);
    expect(one('DTSTART:20260125T000000Z', 'DURATION:P40D', 'RRULE:FREQ=YEARLY')).toEqual(['03-01T00:00/03-06T00:00 busy']);
  });

  it('keeps the wall clock of an end after a change of clocks, and never lasts less than it did', () => {
    const nights = one('DTSTART;TZID=Europe/London:20260327T220000', 'DTEND;TZID=Europe/London:20260328T060000', 'RRULE:FREQ=DAILY;COUNT=2');
    expect(nights).toEqual(['03-27T22:00/03-28T06:00 busy', '03-28T22:00/03-29T06:00 busy']);
  });
});

const change = (...lines: string[]): string[] => busy(calendar(event(...weekly), event('UID:series', ...lines)));

const version = (sequence: number, time: string): string =>
  event('UID:series', `SEQUENCE:${sequence}`, 'RECURRENCE-ID:20260309T090000Z', `DTSTART:20260309T${time}00Z`, 'DURATION:PT1H');

describe('single occurrences that were changed', () => {
  it('moves one', () => {
    const moved = change('RECURRENCE-ID;TZID=Europe/London:20260309T090000', 'DTSTART;TZID=Europe/London:20260310T140000', 'DURATION:PT30M');
    expect(moved.slice(0, 3)).toEqual(['03-02T09:00/03-02T10:00 busy', '03-10T14:00/03-10T14:30 busy', '03-16T09:00/03-16T10:00 busy']);
  });

  it('finds one that was moved into the window from outside of it', () => {
    expect(change('RECURRENCE-ID:20260406T080000Z', 'DTSTART:20260331T150000Z', 'DURATION:PT1H').at(-1)).toBe('03-31T15:00/03-31T16:00 busy');
  });

  it.each([['cancelled', 'STATUS:CANCELLED'], ['shown as free', 'TRANSP:TRANSPARENT']])('leaves out one that is %s', (_name, line) => {
    const days = change('RECURRENCE-ID:20260309T090000Z', 'DTSTART:20260309T090000Z', 'DURATION:PT1H', line).map((text) => text.slice(3, 5));
    expect(days).toEqual(['02', '16', '23', '30']);
  });

  it('takes the highest SEQUENCE, then the last, of several', () => {
    const text = calendar(event(...weekly), version(2, '1200'), version(2, '1300'), version(1, '1400'));
    expect(busy(text)[1]).toBe('03-09T13:00/03-09T14:00 busy');
  });

  it('reads one that comes before its series', () => {
    const first = event('UID:series', 'RECURRENCE-ID:20260309T090000Z', 'DTSTART:20260309T110000Z', 'DURATION:PT1H');
    expect(busy(calendar(first, event(...weekly)))[1]).toBe('03-09T11:00/03-09T12:00 busy');
  });

  it('changes no other series', () => {
    const other = event('UID:other', 'DTSTART:20260309T090000Z', 'DURATION:PT1H');
    const cancelled = event('UID:series', 'RECURRENCE-ID:20260309T090000Z', 'DTSTART:20260309T090000Z', 'STATUS:CANCELLED');
    expect(busy(calendar(event(...weekly), cancelled, other))[1]).toBe('03-09T09:00/03-09T10:00 busy');
  });

  it('refuses "this and all following" in one entry', () => {
    const rest = event('UID:series', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T090000Z', 'DTSTART:20260309T110000Z', 'DURATION:PT1H');
    expect(refusal(calendar(event(...weekly), rest))).toMatchObject({ code: 'too-complex' });
  });
});

describe('the file', () => {
  it('reads folded lines, line feeds alone, lower case and a text that looks like a property', () => {
    const text = 'begin:vcalendar\nBEGIN:VEVENT\nSUMMARY:A long\n  STATUS:CANCELLED\nDTSTART;TZID=Europe/\n Berlin:20260310T09\n 0000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR';
    expect(busy(text)).toEqual(['03-10T08:00/03-10T09:00 busy']);
    expect(busy(text.replaceAll('\n', '\r'))).toEqual(busy(text));
  });

  it('ignores alarms, tasks and journals', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'DURATION:PT5H', 'END:VALARM'];
    expect(busy(calendar(event('DTSTART:20260310T090000Z', 'DURATION:PT1H', ...alarm), 'BEGIN:VTODO\r\nDTSTART:20260311T090000Z\r\nEND:VTODO'))).toHaveLength(1);
  });

  it.each([
    ['cut off in the middle', calendar(event(...hour)).slice(0, -20), 'not-a-calendar'],
    ['wrongly nested', calendar('BEGIN:VEVENT', 'END:VALARM', 'END:VEVENT'), 'not-a-calendar'],
    ['without a calendar', 'Hello', 'not-a-calendar'],
    ['an event without a start', calendar(event('SUMMARY:When?')), 'too-complex'],
    ['a start that is no time', calendar(event('DTSTART:tomorrow')), 'too-complex'],
    ['a date that there is not', calendar(event('DTSTART:20260230T090000Z')), 'too-complex'],
    ['a length that is none', calendar(event('DTSTART:20260310T090000Z', 'DURATION:long')), 'too-complex'],
    ['a rule that is none', calendar(event(...hour, 'RRULE:FREQ=SOMETIMES')), 'too-complex'],
  ])('refuses one that is %s', (_name, text, code) => {
    expect(refusal(text)).toMatchObject({ code });
  });
});

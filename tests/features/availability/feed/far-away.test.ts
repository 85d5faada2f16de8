import { describe, expect, it } from '@jest/globals';
import { readCalendar } from '../../../../server/features/availability/feed/calendar/read-calendar.ts';
import { calendar, event, plainHour } from './ics.ts';

const window = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') };
const read = (...events: string[]) => readCalendar(calendar(...events), { window, count: window, zone: 'Europe/Berlin' }).busy;
const nowhere = (start: string, ...lines: string[]): string => event(`DTSTART;TZID=Nowhere/Land:${start}`, 'DURATION:PT1H', ...lines);
const hour = plainHour.slice(plainHour.indexOf('BEGIN:VEVENT'), plainHour.indexOf('END:VCALENDAR')).trim();

describe('a time that nobody can place', () => {
  it.each([
    ['long ago', nowhere('20150310T090000')],
    ['far ahead', nowhere('20400310T090000')],
    ['in a series that ended', nowhere('20150310T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20151231T000000Z')],
    ['in a series that ended on a day', nowhere('20150310T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20151231')],
    ['in a series that is yet to begin', nowhere('20400310T090000', 'RRULE:FREQ=WEEKLY')],
    ['of an occurrence that was, and was moved, long ago', nowhere('20150310T090000', 'RECURRENCE-ID;TZID=Nowhere/Land:20150309T090000')],
    ['with an end in another zone', event('DTSTART;TZID=Nowhere/Land:20150310T090000', 'DTEND;TZID=Europe/Berlin:20150310T100000')],
  ])('is nobody’s loss %s', (_what, lost) => {
    expect(read(lost, hour)).toEqual([{ start: Date.parse('2026-03-10T09:00:00Z'), end: Date.parse('2026-03-10T10:00:00Z'), status: 'busy' }]);
  });

  it.each([
    ['in the window', nowhere('20260310T090000')],
    ['within a day of it, because offsets reach that far', nowhere('20260228T010000')],
    ['a day after it', nowhere('20260401T230000')],
    ['that lasts into it', event('DTSTART;TZID=Nowhere/Land:20260101T090000', 'DTEND;TZID=Nowhere/Land:20260305T090000')],
    ['that lasts into it, by its length', event('DTSTART;TZID=Nowhere/Land:20260201T090000', 'DURATION:P5W')],
    ['in a series without an end', nowhere('20150310T090000', 'RRULE:FREQ=WEEKLY')],
    ['in a series counted, not dated', nowhere('20150310T090000', 'RRULE:FREQ=WEEKLY;COUNT=10')],
    ['in a series that ends within it', nowhere('20150310T090000', 'RRULE:FREQ=WEEKLY;UNTIL=20260305T090000Z')],
    ['with further dates', nowhere('20150310T090000', 'RDATE:20260310T090000Z')],
    ['that was moved out of it', nowhere('20150310T090000', 'RECURRENCE-ID;TZID=Nowhere/Land:20260309T090000')],
    ['that was moved into it', nowhere('20260310T090000', 'RECURRENCE-ID;TZID=Nowhere/Land:20150309T090000')],
    ['that changes all that follow', nowhere('20150310T090000', 'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Nowhere/Land:20150309T090000')],
    ['and no start that can be read', event('DTSTART:yesterday')],
    ['and no end that can be read', event('DTSTART;TZID=Nowhere/Land:20150310T090000', 'DTEND:later')],
  ])('makes the calendar unknown %s', (_what, lost) => {
    expect(() => read(lost, hour)).toThrow(expect.objectContaining({ code: 'too-complex' }));
  });
});

describe('a zone as Outlook on the web shows it', () => {
  it.each([
    ['(UTC-05:00) Eastern Time (US & Canada)', '2026-03-10T13:00'],
    ['(UTC-05:00) Eastern Time (US and Canada)', '2026-03-10T13:00'],
    ['(GMT-05:00) Eastern Time (US & Canada)', '2026-03-10T13:00'],
    ['(GMT+10:00) Canberra, Melbourne, Sydney', '2026-03-09T22:00'],
    ['(UTC+10:00) Canberra, Melbourne, Sydney', '2026-03-09T22:00'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', '2026-03-10T08:00'],
  ])('%s', (name, utc) => {
    expect(read(event(`DTSTART;TZID="${name}":20260310T090000`, 'DURATION:PT1H'))).toEqual([expect.objectContaining({ start: Date.parse(`${utc}Z`) })]);
  });

  it('is not guessed from its offset', () => {
    expect(() => read(event('DTSTART;TZID="(UTC+01:00) Somewhere else":20260310T090000', 'DURATION:PT1H'))).toThrow(expect.objectContaining({ code: 'too-complex' }));
  });
});

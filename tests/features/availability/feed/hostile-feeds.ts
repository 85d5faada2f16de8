import { basic, calendar, event } from './ics.ts';

const upTo = (last: number, first = 0): string => Array.from({ length: last - first + 1 }, (_, n) => first + n).join(',');
const many = (count: number, line: (n: number) => string): string => Array.from({ length: count }, (_, n) => line(n)).join('\r\n');
const repeating = (start: string, rule: string): string => event(`DTSTART:${start}`, 'DURATION:PT1H', `RRULE:${rule}`);
const everySecond = `BYHOUR=${upTo(23)};BYMINUTE=${upTo(59)};BYSECOND=${upTo(59)}`;
const yearFull = `FREQ=YEARLY;BYMONTH=${upTo(12, 1)};BYMONTHDAY=${upTo(31, 1)};${everySecond}`;

const zoneBySeconds = ['BEGIN:VTIMEZONE', 'TZID:Mine', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200',
  'RRULE:FREQ=SECONDLY', 'END:STANDARD', 'END:VTIMEZONE'].join('\r\n');

const duplicate = event('UID:series', 'RECURRENCE-ID:20260310T090000Z', 'DTSTART:20260310T110000Z', 'DURATION:PT1H');

/** The feeds that hang or crash calendar libraries, and what ours says of each; `ok` where it is merely long. */
export const hostileFeeds: [name: string, outcome: string, text: () => string][] = [
  ['every second since 2000', 'too-complex', () => calendar(repeating('20000101T000000Z', 'FREQ=SECONDLY'))],
  ['every minute since 1970', 'too-complex', () => calendar(repeating('19700101T000000Z', 'FREQ=MINUTELY'))],
  ['a thousand million seconds', 'too-complex', () => calendar(repeating('20000101T000000Z', 'FREQ=SECONDLY;COUNT=1000000000'))],
  ['a zone that changes every second', 'too-complex', () => calendar(zoneBySeconds, event('DTSTART;TZID=Mine:20260310T090000', 'DURATION:PT1H'))],
  ['a thousand daily events since 1900', 'ok', () => calendar(many(1000, () => repeating('19000101T090000Z', 'FREQ=DAILY')))],
  ['200,000 blocks in each other', 'not-a-calendar', () => calendar(many(200_000, () => 'BEGIN:VEVENT'))],
  ['a rule that multiplies', 'too-complex', () => calendar(repeating('20000101T000000Z', yearFull))],
  ['30 February', 'ok', () => calendar(repeating('20000101T090000Z', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))],
  ['100,000 exceptions', 'ok', () => calendar(event('DTSTART:20200101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY', many(100_000, (n) => `EXDATE:${basic(Date.UTC(1990, 0, 1) + n * 3_600_000)}`)))],
  ['a line of 50 MB', 'too-large', () => calendar(event('DTSTART:20260310T090000Z', `SUMMARY:${'x'.repeat(50_000_000)}`))],
  ['300,000 folds', 'ok', () => calendar(event('DTSTART:20260310T090000Z', 'DURATION:PT1H', `SUMMARY:x${'\r\n y'.repeat(300_000)}`))],
  ['a hundred million days', 'ok', () => calendar(repeating('20000101T090000Z', 'FREQ=DAILY;COUNT=100000000'))],
  ['a repetition that stands still', 'too-complex', () => calendar(repeating('20000101T090000Z', 'FREQ=DAILY;INTERVAL=0'))],
  ['50,000 changes of one occurrence', 'ok', () => calendar(event('UID:series', 'DTSTART:20260101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'), many(50_000, () => duplicate))],
];

/** Keeps a thread busy until it is stopped: minutes of work that no single limit of the rule engine ends. */
export const endless = calendar(
  many(20_000, () => repeating('20000101T000000Z', `FREQ=DAILY;COUNT=999999999;BYHOUR=${upTo(23)};BYMINUTE=${upTo(39)};BYSETPOS=1,-1`)),
);

/** Small on the wire, large in memory. */
export const crowded = (events: number): string => calendar(many(events, () => 'BEGIN:VEVENT\r\nDTSTART:20260310T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT'));

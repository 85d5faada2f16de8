import * as chrono from 'chrono-node';
import { Temporal } from 'temporal-polyfill';

/** What a day is named against. */
export interface Reference {
  /** When it was typed. */
  now: Date;
  /** IANA zone of whoever has to do it: days begin and end there. */
  zone: string;
  /** Start of the next session, for "before next session"; null when none is booked. */
  nextSession: Date | null;
}

export type WhenProblem = 'no-such-date' | 'passed';
/** A day, ISO `YYYY-MM-DD`; or why a day that was clearly meant cannot be one; or null for words that name none. */
export type When = { on: string } | { problem: WhenProblem } | null;

type Day = Temporal.PlainDate;

/** Words that stand before a day and are not part of it. */
const before = /^(?:(?:due|by|on|until|till|before|no later than|latest)\s+)+/i;

const weekday = (today: Day, iso: number): Day => today.add({ days: (iso - today.dayOfWeek + 7) % 7 });
const lastOf = (day: Day): Day => day.with({ day: day.daysInMonth });

/** Ways of naming a day that chrono does not know, or takes for something else. */
const own: [RegExp, (today: Day, reference: Reference, match: RegExpExecArray) => Day | null][] = [
  [/^(?:the )?(?:next|our next) session$/, (today, reference) => dayBefore(today, reference)],
  [/^(?:the )?(?:end of (?:the |this )?month|eom|month end)$/, (today) => lastOf(today)],
  [/^(?:the )?end of next month$/, (today) => lastOf(today.add({ months: 1 }))],
  [/^(?:the )?(?:end of (?:the |this )?week|eow|this week)$/, (today) => weekday(today, 5)],
  [/^(?:the )?(?:end of )?next week$/, (today) => weekday(weekday(today.add({ days: 1 }), 1), 5)],
  [/^(?:the )?(?:end of (?:the |this )?quarter|eoq)$/, (today) => lastOf(today.with({ day: 1, month: Math.ceil(today.month / 3) * 3 }))],
  [/^(?:the )?(?:end of (?:the |this )?year|eoy)$/, (today) => today.with({ month: 12, day: 31 })],
  [/^(?:in )?(?:a|one) fortnight$/, (today) => today.add({ days: 14 })],
  [/^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/, (today, _reference, match) => nextWithDay(today, Number(match[1]))],
];

/** A session in the morning leaves no time on its own day: what is for it is due the day before, today at the earliest. */
function dayBefore(today: Day, { nextSession, zone }: Reference): Day | null {
  if (nextSession === null) return null;
  const eve = dayOf(nextSession, zone).subtract({ days: 1 });
  return Temporal.PlainDate.compare(eve, today) < 0 ? today : eve;
}

/** The next month's day of this number, today included; null for the 0th and the 32nd. */
function nextWithDay(today: Day, day: number): Day | null {
  if (day < 1 || day > 31) return null;
  for (let month = today.with({ day: 1 }); ; month = month.add({ months: 1 })) {
    if (day > month.daysInMonth) continue;
    const found = month.with({ day });
    if (Temporal.PlainDate.compare(found, today) >= 0) return found;
  }
}

const dayOf = (at: Date, zone: string): Day => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** Looks like a date, whether or not there is such a day. */
const dateLike = /^\d{1,4}(?:st|nd|rd|th)?[\s./-]+(?:of )?(?:\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[\s./-]+\d{2,4})?$|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{1,2}(?:st|nd|rd|th)?$|^(?:the )?\d{1,2}(?:st|nd|rd|th)$/i;

/** "friday the 27th", "fri 27 nov": the date counts, and is shown back with its weekday. */
const weekdayBesideDate = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (?=(?:the )?\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d)/;

/** "March 12", which chrono takes for March of the year 12. */
const monthFirst = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]*) (\d{1,2})(?:st|nd|rd|th)?(,? \d{4})?$/;

function parse(words: string, { now, zone }: Reference): chrono.ParsedResult[] {
  // Chrono thinks in the machine's zone: it is given the owner's day as if that were the machine's.
  const { year, month, day } = dayOf(now, zone);
  // Day before month, as everybody writes it but the Americas' north; shown back in words before it is saved.
  return chrono.en.GB.parse(words, new Date(year, month - 1, day, 12), { forwardDate: !words.startsWith('last ') });
}

/** The day of a result; a month alone means its end. */
function dayIn({ start }: chrono.ParsedResult): Day | null {
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  const found = Temporal.PlainDate.from({ year, month, day });
  return start.isCertain('day') || start.isCertain('weekday') ? found : start.isCertain('month') ? lastOf(found) : null;
}

/** The day that all of the words name, by chrono. */
function chronoDay(written: string, reference: Reference): Day | null {
  const words = written.replace(monthFirst, '$3 $1$2$4');
  const [result, ...more] = parse(words, reference);
  const whole = result && more.length === 0 && result.index === 0 && result.text.length === words.length;
  return whole ? dayIn(result) : null;
}

/** "monday week": a week after the next Monday. */
const weekLater = /^((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*) week$/;

function readDay(words: string, today: Day, reference: Reference): Day | null {
  for (const [pattern, make] of own) {
    const match = pattern.exec(words);
    if (match) return make(today, reference, match);
  }
  const named = weekLater.exec(words)?.[1];
  return named ? (chronoDay(named, reference)?.add({ days: 7 }) ?? null) : chronoDay(words, reference);
}

/**
 * Reads a day as people write it: "fri", "12 March", "12/3", "in two weeks", "end of month", "before next session". `words` has to
 * name a day and nothing else.
 */
export function readWhen(words: string, reference: Reference): When {
  const today = dayOf(reference.now, reference.zone);
  const plain = words.trim().replace(before, '').replace(/[.!,;…]+$/, '').replaceAll(/\s+/g, ' ').toLowerCase().replace(weekdayBesideDate, '');
  if (plain === '') return null;
  const day = readDay(plain, today, reference);
  if (day === null) return dateLike.test(plain) ? { problem: 'no-such-date' } : null;
  return Temporal.PlainDate.compare(day, today) < 0 ? { problem: 'passed' } : { on: day.toString() };
}

/** "Friday 6 March", with the year when it is another one. */
export function inWords(on: string, { now, zone }: Pick<Reference, 'now' | 'zone'>): string {
  const day = Temporal.PlainDate.from(on);
  const year = day.year === dayOf(now, zone).year ? {} : ({ year: 'numeric' } as const);
  return day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', ...year }).replace(',', '');
}

/** The end of a day in a zone: the first instant of the next one. */
export const endOfDay = (on: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(on).add({ days: 1 }).toZonedDateTime({ timeZone: zone }).epochMilliseconds);

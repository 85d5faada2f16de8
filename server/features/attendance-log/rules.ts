import type { Figures, LogMonth, LogOutcome, Punctuality } from './contract.ts';

const DAY = 86_400_000;

/** What the log knows of one session that is over or was called off. */
export interface LogLine {
  sessionId: string;
  engagementId: string;
  /** Epoch milliseconds. */
  start: number;
  /** `YYYY-MM-DD` in the client's zone. */
  date: string;
  outcome: LogOutcome;
  /** Minutes late, 0 in time; null when it is not known when they came. */
  clientLate: number | null;
  coachLate: number | null;
}

/** Where a session stands, by scheduling and by its verdict. */
export interface Standing {
  session: 'proposed' | 'booked' | 'in-progress' | 'held' | 'cut-short' | 'client-no-show' | 'coach-no-show' | 'late-cancel' | 'cancelled' | 'unknown';
  /** Null while there is none for the time that the session has. */
  verdict: 'held' | 'cut-short' | 'client-no-show' | 'coach-no-show' | 'cancelled' | 'unknown' | null;
  disputed: boolean;
}

/** What a session counts as. A verdict that is disputed decides nothing, and no verdict is nobody's fault (product.md, principle 2). */
export function outcomeOf({ session, verdict, disputed }: Standing): LogOutcome {
  if (session === 'late-cancel') return disputed ? 'open' : 'late-cancel';
  if (session === 'cancelled' || verdict === 'cancelled') return 'cancelled';
  if (verdict === null || verdict === 'unknown' || disputed) return 'open';
  if (verdict === 'client-no-show') return 'client-missed';
  return verdict === 'coach-no-show' ? 'coach-missed' : verdict;
}

/** The middle one, or the mean of the middle two; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Things by a key of theirs, each group in the order they came in. */
export function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

export const tookPlace = ({ outcome }: Pick<LogLine, 'outcome'>): boolean => outcome === 'held' || outcome === 'cut-short';

/** Whole days from each session that took place to the next of its engagement. */
export function daysBetween(lines: readonly LogLine[]): number[] {
  const starts = grouped(lines.filter(tookPlace), ({ engagementId }) => engagementId);
  return [...starts.values()].flatMap((ofOne) => {
    const sorted = ofOne.map(({ start }) => start).toSorted((a, b) => a - b);
    return sorted.slice(1).map((start, index) => Math.round((start - sorted[index]!) / DAY));
  });
}

function punctualityOf(late: readonly (number | null)[]): Punctuality {
  const known = late.filter((minutes) => minutes !== null);
  const were = known.filter((minutes) => minutes > 0);
  return { known: known.length, onTime: known.length - were.length, lateMinutes: median(were) };
}

/** What some sessions come to. Pure. What was cancelled in time and what nobody can tell are counted apart, and in nothing else. */
export function figuresOf(lines: readonly LogLine[]): Figures {
  const count = (...outcomes: LogOutcome[]): number => lines.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const there = lines.filter(tookPlace);
  return {
    held: there.length,
    cutShort: count('cut-short'),
    clientMissed: count('client-missed'),
    coachMissed: count('coach-missed'),
    lateCancelled: count('late-cancel'),
    counted: count('held', 'cut-short', 'client-missed', 'coach-missed', 'late-cancel'),
    open: count('open'),
    cancelled: count('cancelled'),
    medianDaysBetween: median(daysBetween(lines)),
    client: punctualityOf(there.map(({ clientLate }) => clientLate)),
    coach: punctualityOf(there.map(({ coachLate }) => coachLate)),
  };
}

/** Every month from one date to another, both included: `2026-11` to `2027-02` are four. */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let [year, month] = from.split('-').map(Number) as [number, number]; ; month === 12 ? ((year += 1), (month = 1)) : (month += 1)) {
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
  }
}

/** What each month of a period comes to, months without sessions included: a gap is what the picture is for. */
export function monthsOf(lines: readonly LogLine[], { from, to }: { from: string; to: string }): LogMonth[] {
  const byMonth = grouped(lines, ({ date }) => date.slice(0, 7));
  return monthsBetween(from, to).map((month) => {
    const { held, clientMissed, coachMissed, lateCancelled, open } = figuresOf(byMonth.get(month) ?? []);
    return { month, held, missed: clientMissed + coachMissed, lateCancelled, open };
  });
}

/** The period that is asked for, or the last twelve months with the present one. Dates; `today` is one. */
export function periodOf(asked: { from?: string | undefined; to?: string | undefined }, today: string, longestDays: number): { from: string; to: string } {
  const to = asked.to ?? (asked.from && asked.from > today ? asked.from : today);
  if (asked.from) {
    const latest = new Date(Date.parse(asked.from) + longestDays * DAY).toISOString().slice(0, 10);
    return { from: asked.from, to: to > latest ? latest : to };
  }
  const [year, month] = to.split('-').map(Number) as [number, number];
  return { from: new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10), to };
}

/**
 * One cell of a CSV file. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"): names
 * of people outside are typed by somebody.
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r\n|%＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file by RFC 4180: lines end in CRLF, the first names the columns; with a byte order mark, without which Excel reads no UTF-8. */
export const csvOf = (columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${[columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

import { describe, expect, it } from '@jest/globals';
import type { LogOutcome } from '../../../server/features/attendance-log/contract.ts';
import { csvOf, daysBetween, figuresOf, median, monthsOf, outcomeOf, periodOf, type LogLine, type Standing } from '../../../server/features/attendance-log/rules.ts';

let number = 0;
const line = (date: string, outcome: LogOutcome, more: Partial<LogLine> = {}): LogLine => ({
  sessionId: `s${(number += 1)}`, engagementId: 'e', start: Date.parse(`${date}T10:00:00Z`), date, outcome, clientLate: null, coachLate: null, ...more,
});

describe('what a session counts as', () => {
  const cases: [Standing['session'], Standing['verdict'], boolean, LogOutcome][] = [
    ['held', 'held', false, 'held'],
    ['cut-short', 'cut-short', false, 'cut-short'],
    ['client-no-show', 'client-no-show', false, 'client-missed'],
    ['coach-no-show', 'coach-no-show', false, 'coach-missed'],
    ['client-no-show', 'client-no-show', true, 'open'],
    ['unknown', 'unknown', false, 'open'],
    ['booked', null, false, 'open'],
    ['cancelled', null, false, 'cancelled'],
    ['cancelled', 'cancelled', false, 'cancelled'],
    ['late-cancel', null, false, 'late-cancel'],
  ];
  it.each(cases)('%s, verdict %s, disputed %s: %s', (session, verdict, disputed, outcome) => {
    expect(outcomeOf({ session, verdict, disputed })).toBe(outcome);
  });
});

describe('figures', () => {
  it('the middle of nothing, one, an odd and an even number', () => {
    expect([median([]), median([7]), median([30, 7, 14]), median([30, 7, 14, 15])]).toEqual([null, 7, 14, 14.5]);
  });

  it('days between sessions that took place, whatever lies between, engagement by engagement', () => {
    const lines = [line('2026-03-02', 'held'), line('2026-03-16', 'client-missed'), line('2026-03-30', 'cut-short'), line('2026-04-06', 'held'), line('2026-03-09', 'held', { engagementId: 'f' })];
    expect(daysBetween(lines)).toEqual([28, 7]);
    expect(figuresOf(lines).medianDaysBetween).toBe(17.5);
  });

  it('a clock change between two sessions is no day more or less', () => {
    const [winter, summer] = [line('2026-03-27', 'held'), line('2026-03-30', 'held', { start: Date.parse('2026-03-30T09:00:00Z') })];
    expect(daysBetween([winter, summer])).toEqual([3]);
  });

  it('cancelled sessions and those nobody can tell of are in nothing but their own count', () => {
    const lines = (['held', 'held', 'cut-short', 'client-missed', 'coach-missed', 'late-cancel', 'open', 'open', 'cancelled'] as const).map((outcome, index) => line(`2026-03-0${index + 1}`, outcome));
    expect(figuresOf(lines)).toMatchObject({ held: 3, cutShort: 1, clientMissed: 1, coachMissed: 1, lateCancelled: 1, counted: 6, open: 2, cancelled: 1 });
    expect(figuresOf([])).toMatchObject({ held: 0, counted: 0, medianDaysBetween: null, client: { known: 0, onTime: 0, lateMinutes: null } });
  });

  it('punctuality of those who came, where it is known', () => {
    const lines = [
      line('2026-03-01', 'held', { clientLate: 0, coachLate: 0 }), line('2026-03-02', 'held', { clientLate: 9, coachLate: 0 }), line('2026-03-03', 'cut-short', { clientLate: 12 }),
      line('2026-03-04', 'held'), line('2026-03-05', 'client-missed', { coachLate: 6 }), line('2026-03-06', 'open', { clientLate: 30 }),
    ];
    expect(figuresOf(lines)).toMatchObject({ client: { known: 3, onTime: 1, lateMinutes: 10.5 }, coach: { known: 2, onTime: 2, lateMinutes: null } });
  });

  it('a year has its empty months', () => {
    const months = monthsOf([line('2026-11-30', 'held'), line('2027-01-01', 'client-missed'), line('2027-01-02', 'late-cancel')], { from: '2026-11-01', to: '2027-02-03' });
    expect(months).toEqual([
      { month: '2026-11', held: 1, missed: 0, lateCancelled: 0, open: 0 }, { month: '2026-12', held: 0, missed: 0, lateCancelled: 0, open: 0 },
      { month: '2027-01', held: 0, missed: 1, lateCancelled: 1, open: 0 }, { month: '2027-02', held: 0, missed: 0, lateCancelled: 0, open: 0 },
    ]);
  });

  it('the last twelve months unless another period is asked for, and never more than may be', () => {
    expect(periodOf({}, '2026-03-15', 400)).toEqual({ from: '2025-04-01', to: '2026-03-15' });
    expect(periodOf({ to: '2026-01-31' }, '2026-03-15', 400)).toEqual({ from: '2025-02-01', to: '2026-01-31' });
    expect(periodOf({ from: '2026-03-01' }, '2026-03-15', 400)).toEqual({ from: '2026-03-01', to: '2026-03-15' });
    expect(periodOf({ from: '2020-01-01' }, '2026-03-15', 400)).toEqual({ from: '2020-01-01', to: '2021-02-04' });
    expect(periodOf({ from: '2027-01-01' }, '2026-03-15', 400)).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  });
});

describe('the file', () => {
  it('quotes what RFC 4180 wants quoted, ends lines in CRLF and says that it is UTF-8', () => {
    expect(csvOf(['Client', 'Minutes'], [['Amina "Mina" Diallo, PhD', 60], ['Zoë\nØst', null]])).toBe('\uFEFFClient,Minutes\r\n"Amina ""Mina"" Diallo, PhD",60\r\n"Zoë\nØst",\r\n');
  });

  it.each(['=1+1', '+44', '-2', '@SUM(A1)', '\tx', '\rx', '＝1', '|cmd'])('%j is no formula', (name) => {
    expect(csvOf(['x'], [[name]]).split('\r\n')[1]!.replace(/^"/, '')).toMatch(/^'/);
  });

  it('a negative number stays a number', () => {
    expect(csvOf(['x'], [[-3]])).toBe('\uFEFFx\r\n-3\r\n');
  });
});

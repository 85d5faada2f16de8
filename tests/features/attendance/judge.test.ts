import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultPolicy, type Evidence } from '../../../server/features/attendance/contract.ts';
import { merged, lengthOf } from '../../../server/features/attendance/judge/intervals.ts';
import { findOut, judge, nextLookAt, type Case, type Verdict } from '../../../server/features/attendance/rules.ts';
import { ines, marcus, nora, rows, sam, tenantId, type Line, type Minutes, type Row } from './cases.ts';

const start = Date.parse('2026-03-05T10:00:00Z');
const ms = (minute: number): number => start + minute * 60_000;
const interval = ([from, to]: Minutes) => ({ from: ms(from), to: ms(to) });
const reportOf = (lines: Line[], counted: number | null) => ({ counted, people: lines.map(({ at, ...one }) => ({ ...one, intervals: at.map(interval) })) });

function caseOf(row: Omit<Row, 'name' | 'verdict'>): Case {
  const coach = row.coach ?? sam;
  return {
    tenantId,
    booked: row.booked ?? 'booked',
    planned: interval([0, 60]),
    now: ms(row.now ?? 24 * 60),
    cancelledBy: row.cancelledBy ? { role: row.cancelledBy.role, name: row.cancelledBy.name } : null,
    expected: [nora, coach, ...(row.sponsor ? [marcus] : [])],
    policy: { ...defaultPolicy, ...row.policy },
    reportState: row.reportState ?? 'read',
    reports: (row.reports ?? []).map((lines) => reportOf(lines, row.counted ?? null)),
    complete: row.complete ?? true,
    panels: (row.panels ?? []).map(({ of, at }) => ({ personId: of.personId, ...interval(at) })),
    said: row.said ? { by: row.said.by, name: row.said.by === 'coach' ? coach.name : nora.name, outcome: row.said.outcome, at: ms(row.said.during ?? 120), during: row.said.during !== undefined } : null,
  };
}

describe(`a verdict (${rows.length} cases)`, () => {
  it('has at least sixty ways of its own', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  it.each(rows)('$verdict: $name', (row) => {
    const { state, evidence } = judge(caseOf(row));
    expect(state).toBe(row.verdict);
    for (const part of row.because ?? []) expect(evidence).toContainEqual(expect.objectContaining(part));
    expect(evidence.filter(({ kind }) => row.without?.includes(kind))).toEqual([]);
    if (row.now === undefined) expect(evidence.length).toBeGreaterThan(0);
  });
});

const noShow = ({ state }: Verdict): boolean => state === 'client-no-show' || state === 'coach-no-show';
const times = fc.array(fc.tuple(fc.integer({ min: -40, max: 150 }), fc.integer({ min: 1, max: 90 })).map(([from, length]): Minutes => [from, from + length]), { maxLength: 4 });
const anybody: fc.Arbitrary<Line> = fc.record({
  tenantId: fc.constantFrom(null, tenantId, 'elsewhere'),
  objectId: fc.constantFrom(null, nora.objectId, ines.objectId, 'somebody'),
  email: fc.constantFrom(null, nora.email, sam.email, 'x@y.example'),
  displayName: fc.constantFrom('', 'Nora', 'Sam', 'Nora Whelan', '+44 20', 'Omar'),
  at: times,
});
const anyRow = fc.record({
  reports: fc.array(fc.array(anybody, { maxLength: 4 }), { maxLength: 3 }),
  coach: fc.constantFrom(sam, ines),
  booked: fc.constantFrom('booked' as const, 'proposed' as const),
  complete: fc.boolean(),
  panels: fc.array(fc.record({ of: fc.constantFrom(nora, sam, ines), at: fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 31, max: 70 })) }), { maxLength: 2 }),
});
const runs = { numRuns: Number(process.env['ATTENDANCE_RUNS'] ?? 300) };

describe('whatever comes', () => {
  const certainly = (who: typeof nora, at: Minutes[]): Line => ({ tenantId, objectId: who.objectId ?? 'elsewhere', email: who.email, displayName: who.name, at });
  /** Minutes or a second, before, in or after the session; or none that Teams would tell. */
  const anyPresence = fc.oneof(fc.constant<Minutes[]>([]), fc.tuple(fc.integer({ min: -30, max: 150 }), fc.constantFrom(1 / 60, 2, 20, 60)).map(([from, length]): Minutes[] => [[from, from + length]]));

  it('nobody is missing without evidence', () => {
    fc.assert(fc.property(anyRow, fc.constantFrom('none' as const, 'emptied' as const, 'no-access-policy' as const, 'outside' as const, 'not-asked' as const), (row, reportState) => {
      expect(noShow(judge(caseOf({ ...row, reports: [], reportState })))).toBe(false);
    }), runs);
  });

  it('more presence of somebody never makes them missing', () => {
    fc.assert(fc.property(anyRow, fc.constantFrom(nora, sam), anyPresence, (row, who, at) => {
      const facts = { ...row, coach: sam };
      const missing = who.role === 'client' ? 'client-no-show' : 'coach-no-show';
      const more = judge(caseOf({ ...facts, reports: [...row.reports, [certainly(who, at)]] }));
      expect(more.state).not.toBe(missing);
    }), runs);
  });

  it('somebody whom nobody knows never makes anybody missing', () => {
    fc.assert(fc.property(anyRow, (row) => {
      const unknown: Line = { tenantId: null, objectId: null, email: null, displayName: 'Guest', at: [[0, 60]] };
      expect(noShow(judge(caseOf({ ...row, reports: [...row.reports, [unknown]] })))).toBe(false);
    }), runs);
  });

  it('a no-show always says who waited, past the grace time, and that the other is not in the report', () => {
    fc.assert(fc.property(anyRow, (row) => {
      const verdict = judge(caseOf(row));
      const kinds = verdict.evidence.map(({ kind }) => kind);
      if (!noShow(verdict)) return;
      const waited = verdict.evidence.find((one): one is Extract<Evidence, { kind: 'waited' }> => one.kind === 'waited')!;
      expect(waited.minutes).toBeGreaterThanOrEqual(defaultPolicy.graceMinutes);
      expect(waited.role).toBe(verdict.state === 'client-no-show' ? 'coach' : 'client');
      expect(kinds).toContain('not-in-report');
    }), runs);
  });

  it('the order of reports, and saying the same twice, change nothing', () => {
    fc.assert(fc.property(anyRow, (row) => {
      const once = judge(caseOf(row)).state;
      expect(judge(caseOf({ ...row, reports: row.reports.toReversed() })).state).toBe(once);
      expect(judge(caseOf({ ...row, reports: [...row.reports, ...row.reports] })).state).toBe(once);
    }), runs);
  });

  it('intervals merge to the time that somebody was there', () => {
    fc.assert(fc.property(times, (list) => {
      const minutes = new Set(list.flatMap(([from, to]) => Array.from({ length: to - from }, (_none, index) => from + index)));
      expect(lengthOf(merged(list.map(interval)))).toBe(minutes.size * 60_000);
    }), runs);
  });
});

it('what Teams certainly shows cannot be denied, anything else can', () => {
  const row = rows.find(({ name }) => name === 'both, from beginning to end')!;
  expect(findOut(caseOf(row)).ruledOut).toEqual(['client-missing', 'coach-missing']);
  expect(findOut(caseOf(rows.find(({ name }) => name === 'the coach alone to the end')!)).ruledOut).toEqual(['coach-missing']);
  expect(findOut(caseOf({ reportState: 'none' })).ruledOut).toEqual([]);
});

it('looks are soon at first and end after a day', () => {
  const end = new Date(ms(60));
  const all = [0, 1, 2, 3, 4, 5, 6, 7].map((attempts) => nextLookAt(end, attempts));
  expect(all.map((at) => at && (at.getTime() - end.getTime()) / 60_000)).toEqual([5, 15, 60, 180, 360, 720, 1440, null]);
});

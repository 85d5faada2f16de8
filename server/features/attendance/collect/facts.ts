import type { ReportedPerson } from '../../../platform/microsoft/attendance.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { Expected } from '../judge/people.ts';
import type { PanelPresence } from '../judge/presence.ts';
import { findOut, isComplete, type Facts, type Found } from '../rules.ts';
import type { AttendanceRow } from '../store.ts';
import { keptReports, panelsOf, type PanelRow } from './store.ts';

const ms = (at: Date | string): number => new Date(at).getTime();

export const expectedOf = ({ people }: Pick<AttendanceRow, 'people'>): Expected[] =>
  people.map(({ id, role, name, object_id, email }) => ({ personId: id, role, name, objectId: object_id, email }));

const reported = ({ intervals, ...person }: ReportedPerson): Facts['reports'][number]['people'][number] => ({
  ...person,
  intervals: intervals.map(({ from, to }) => ({ from: ms(from), to: ms(to) })),
});

export const presenceFrom = ({ person_id, opened_at, seen_until }: PanelRow): PanelPresence => ({ personId: person_id, from: ms(opened_at), to: ms(seen_until) });

/** What all that is kept of a session shows at `now`. */
export async function found(tx: Queryable, row: AttendanceRow, now: Date): Promise<Found> {
  const reports = (await keptReports(tx, row)).map(({ counted, people }) => ({ counted, people: people.map(reported) }));
  // A page that is open somewhere is no sign of anybody in the call.
  const panels = (await panelsOf(tx, row)).filter(({ surface }) => surface === 'panel').map(presenceFrom);
  const end = new Date(row.ends_at);
  return findOut({
    tenantId: row.tenant_id,
    booked: row.booked ?? 'booked',
    planned: { from: ms(row.starts_at), to: end.getTime() },
    expected: expectedOf(row),
    policy: row.policy,
    reportState: row.report_state ?? 'not-asked',
    reports,
    complete: isComplete(end, now),
    panels,
  });
}

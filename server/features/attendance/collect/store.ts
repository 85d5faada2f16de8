import type { Queryable } from '../../../platform/db/database.ts';
import type { AttendanceReport, ReportedPerson } from '../../../platform/microsoft/attendance.ts';

/** Sessions that ended longer ago are not looked into: nobody remembers, and nobody is asked about the past of before. */
const oldest = "interval '14 days'";
const firstLook = "interval '5 minutes'";

/** Sessions that are over, stood in a calendar, and are not looked after yet; one that was put to another time since is again. */
const fresh = `
  from sessions s where s.state in ('proposed', 'booked', 'in-progress') and s.event_id is not null
    and not exists (select from attendance a where a.tenant_id = s.tenant_id and a.session_id = s.id and a.ends_at = s.ends_at and a.starts_at = s.starts_at)`;

/** When something is next to be looked at, over all tenants. A claim that is held puts it off. */
export async function nextLook(tx: Queryable, now: Date): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select least(
       (select min(s.ends_at) + ${firstLook} ${fresh} and s.ends_at > $1::timestamptz - ${oldest}),
       (select min(greatest(look_due_at, coalesce(look_claimed_until, look_due_at))) from attendance where look_due_at is not null)) as at`,
    [now],
  );
  return rows[0]?.at ?? null;
}

/** What was known of a session at another time than it has now. */
const anew = `look_due_at = excluded.look_due_at, state = null, found = null, report_state = 'not-asked', look_attempts = 0, look_claimed_until = null,
       asked_at = null, carded_at = null, said_outcome = null, said_by = null, said_at = null, disputed_at = null, dispute_why = '', version = attendance.version + 1`;

/** Only then is what was known of it forgotten: another worker may have taken it in, and claimed it, a moment ago. */
const elsewhen = 'attendance.starts_at <> excluded.starts_at or attendance.ends_at <> excluded.ends_at';

/** Takes sessions that have ended under observation, each once. */
export async function enrol(tx: Queryable, now: Date): Promise<void> {
  await tx.query(
    `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, look_due_at)
     select s.tenant_id, s.id, s.engagement_id, s.starts_at, s.ends_at, case s.state when 'proposed' then 'proposed' else 'booked' end, s.ends_at + ${firstLook}
     ${fresh} and s.ends_at + ${firstLook} <= $1 and s.ends_at > $1::timestamptz - ${oldest}
     order by s.ends_at limit 500
     on conflict (tenant_id, session_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, booked = excluded.booked,
       ${anew} where ${elsewhen}`,
    [now],
  );
}

export interface Claim {
  tenant_id: string;
  session_id: string;
  look_claimed_until: Date;
}

/** Claims what is due until `until`: somebody who dies with it is followed by another. */
export async function claimLooks(tx: Queryable, now: Date, until: Date, limit: number): Promise<Claim[]> {
  const { rows } = await tx.query<Claim>(
    `update attendance set look_claimed_until = $2 where (tenant_id, session_id) in (
       select tenant_id, session_id from attendance where look_due_at <= $1 and (look_claimed_until is null or look_claimed_until <= $1)
       order by look_due_at, session_id limit $3 for update skip locked)
     returning tenant_id, session_id, look_claimed_until`,
    [now, until, limit],
  );
  return rows;
}

type Key = Pick<Claim, 'tenant_id' | 'session_id'>;

/** Keeps reports as they were read; Teams writes one anew when somebody joins once more. */
export async function keepReports(tx: Queryable, { tenant_id, session_id }: Key, reports: AttendanceReport[], now: Date): Promise<void> {
  for (const { id, counted, people } of reports) {
    await tx.query(
      `insert into attendance_reports (tenant_id, session_id, report_id, counted, people, read_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, session_id, report_id) do update set counted = excluded.counted, people = excluded.people, read_at = excluded.read_at`,
      [tenant_id, session_id, id, counted, JSON.stringify(people), now],
    );
  }
}

export async function keptReports(tx: Queryable, { tenant_id, session_id }: Key): Promise<{ counted: number | null; people: ReportedPerson[] }[]> {
  const { rows } = await tx.query<{ counted: number | null; people: ReportedPerson[] }>(
    'select counted, people from attendance_reports where tenant_id = $1 and session_id = $2 order by report_id',
    [tenant_id, session_id],
  );
  return rows;
}

export interface PanelRow {
  person_id: string;
  opened_at: Date;
  seen_until: Date;
  /** 'panel': beside the meeting; 'page': a coach's own page, which says nothing of the call. */
  surface: 'panel' | 'page';
}

export async function panelsOf(tx: Queryable, { tenant_id, session_id }: Key): Promise<PanelRow[]> {
  const { rows } = await tx.query<PanelRow>(
    'select person_id, opened_at, seen_until, surface from attendance_panels where tenant_id = $1 and session_id = $2 order by opened_at',
    [tenant_id, session_id],
  );
  return rows;
}

/** Notes that somebody's panel, or page, is open until `until`; goes on with what was noted when there is no gap. */
export async function notePanel(tx: Queryable, key: Key & Pick<PanelRow, 'person_id' | 'surface'>, now: Date, until: Date): Promise<void> {
  const { rowCount } = await tx.query(
    `update attendance_panels set seen_until = greatest(seen_until, $5)
     where tenant_id = $1 and session_id = $2 and person_id = $3 and surface = $6 and opened_at = (
       select max(opened_at) from attendance_panels where tenant_id = $1 and session_id = $2 and person_id = $3) and seen_until >= $4`,
    [key.tenant_id, key.session_id, key.person_id, now, until, key.surface],
  );
  if (rowCount > 0) return;
  await tx.query('insert into attendance_panels (tenant_id, session_id, person_id, opened_at, seen_until, surface) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [
    key.tenant_id, key.session_id, key.person_id, now, until, key.surface,
  ]);
}

export async function nextRemoval(tx: Queryable): Promise<Date | null> {
  return (await tx.query<{ at: Date | null }>('select min(raw_until) as at from attendance where raw_until is not null')).rows[0]?.at ?? null;
}

/** Removes raw records whose time is over; verdicts and their evidence stay. Answers of how many sessions. */
export async function removeRaw(tx: Queryable, now: Date): Promise<number> {
  const { rows } = await tx.query<Key>('update attendance set raw_until = null where raw_until <= $1 returning tenant_id, session_id', [now]);
  for (const { tenant_id, session_id } of rows) {
    for (const table of ['attendance_reports', 'attendance_panels']) await tx.query(`delete from ${table} where tenant_id = $1 and session_id = $2`, [tenant_id, session_id]);
  }
  return rows.length;
}

/** Takes one session under observation before the sweep does, because somebody speaks of it; what was known of it at another time is forgotten. */
export async function observe(tx: Queryable, row: { tenant_id: string; session_id: string; engagement_id: string; starts_at: Date; ends_at: Date; session_state: string }, now: Date): Promise<void> {
  await tx.query(
    `insert into attendance (tenant_id, session_id, engagement_id, starts_at, ends_at, booked, look_due_at)
     values ($1, $2, $3, $4, $5, $6, greatest($5::timestamptz + ${firstLook}, $7))
     on conflict (tenant_id, session_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, booked = excluded.booked, ${anew}
       where ${elsewhen}`,
    [row.tenant_id, row.session_id, row.engagement_id, row.starts_at, row.ends_at, row.session_state === 'proposed' ? 'proposed' : 'booked', now],
  );
}

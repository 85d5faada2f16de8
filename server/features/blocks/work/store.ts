import type { Queryable } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { BlockRow, LogEntry, Person, SeriesRow, TimesRow } from './rows.ts';

/** How long a worker may hold a client; renewed with everything it learns. A killed worker's clients are taken up after it. */
export const leaseSeconds = 60;

export interface Claimed {
  tenantId: string;
  /** Names this lease: only its holder writes. */
  claim: string;
  personIds: string[];
  /** Of these, those for whom a look was asked for. */
  asked: ReadonlySet<string>;
}

/** What came up to now is looked at with this lease; what is told later is looked at again. */
const taken = `claim = $1, claimed_until = $2::timestamptz + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1, look_by = null`;

/** Takes up to `limit` clients of one tenant that are due and free. Null when nobody is. */
export async function claimDue(tx: Queryable, claim: string, now: Date, limit: number): Promise<Claimed | null> {
  const { rows } = await tx.query<{ tenant_id: string; person_id: string; asked: boolean }>(
    `with first as (
       select tenant_id from review_times where due_at <= $2 and (claimed_until is null or claimed_until <= $2) order by due_at limit 1
     ), due as (
       select t.tenant_id, t.person_id, t.look_by from review_times t
       where t.tenant_id = (select tenant_id from first) and t.due_at <= $2 and (t.claimed_until is null or t.claimed_until <= $2)
       order by t.due_at, t.person_id limit $3 for update of t skip locked
     )
     update review_times t set ${taken}
     from due where t.tenant_id = due.tenant_id and t.person_id = due.person_id
     returning t.tenant_id, t.person_id, due.look_by is not null as asked`,
    [claim, now, limit],
  );
  return rows.length === 0 ? null : { tenantId: rows[0]!.tenant_id, claim, personIds: rows.map((row) => row.person_id), asked: new Set(rows.filter((row) => row.asked).map((row) => row.person_id)) };
}

/** Nobody is looked at before their time again so soon. */
const leastHours = 1;
const earlyHours = 24;

/**
 * A request for free/busy reads twenty calendars for the price of one: places that would stay empty go to those of the tenant whose look
 * comes next, within a day; answers who that is. Clients whose last look failed keep their pause.
 */
export async function fillUp(tx: Queryable, claimed: Claimed, now: Date, places: number): Promise<string[]> {
  if (places === 0) return [];
  const { rows } = await tx.query<{ person_id: string }>(
    `with next as (
       select tenant_id, person_id from review_times
       where tenant_id = $3 and due_at > $2 and due_at <= $2::timestamptz + interval '${earlyHours} hours' and (claimed_until is null or claimed_until <= $2)
         and status = 'on' and problem is null and read_at < $2::timestamptz - interval '${leastHours} hours'
       order by due_at, person_id limit $4 for update skip locked
     )
     update review_times t set ${taken} from next where t.tenant_id = next.tenant_id and t.person_id = next.person_id returning t.person_id`,
    [claimed.claim, now, claimed.tenantId, places],
  );
  return rows.map((row) => row.person_id);
}

export const nextDue = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>('select min(greatest(due_at, claimed_until)) as at from review_times where due_at is not null')).rows[0]?.at ?? null;

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

const blockColumns = `'id', b.id, 'week', b.week::text, 'kind', b.kind, 'state', b.state, 'start', ${ms('b.starts_at')}, 'end', ${ms('b.ends_at')},
  'shows', b.shows, 'why', b.why, 'moves', b.moves, 'usedAt', ${ms('b.used_at')}, 'seriesId', b.series_id, 'writeId', b.write_id, 'eventId', b.event_id,
  'eventStart', ${ms('b.event_starts_at')}, 'eventEnd', ${ms('b.event_ends_at')}, 'eventShows', b.event_shows, 'eventGone', b.event_gone`;

const list = (what: string, from: string, order: string): string => `(select coalesce(json_agg(json_build_object(${what}) order by ${order}), '[]') from ${from})`;

/** Engagements of somebody, role by role, so that each is found by its index: one condition over all three would read every engagement of the tenant. */
const rolesOf = `
  select id, true as own, false as three_way from engagements where tenant_id = t.tenant_id and client_id = t.person_id
  union all select id, false, false from engagements where tenant_id = t.tenant_id and coach_id = t.person_id
  union all select id, false, true from engagements where tenant_id = t.tenant_id and sponsor_id = t.person_id`;

const read = `
  select json_build_object(
    'personId', t.person_id, 'objectId', p.object_id, 'email', p.email, 'status', t.status, 'pausedUntil', t.paused_until::text,
    'minutes', t.minutes, 'days', t.days, 'windowStart', t.window_start, 'windowEnd', t.window_end, 'idealDay', t.ideal_day,
    'idealMinute', t.ideal_minute, 'mode', t.mode, 'horizonWeeks', t.horizon_weeks, 'movesAWeek', t.moves_a_week,
    'reminderMinutes', t.reminder_minutes, 'version', t.version, 'plannedVersion', t.planned_version,
    'zone', coalesce(t.zone, p.zone), 'holidays', t.holidays, 'hours', t.hours, 'attempts', t.attempts, 'closely', t.look_closely,
    'readAt', case when t.problem is null then ${ms('t.read_at')} end, 'engaged', exists (
      select from engagements e where e.tenant_id = t.tenant_id and e.client_id = t.person_id and e.status <> 'ended')) as times,
    ${list(
      `'id', s.id, 'firstDay', s.first_day::text, 'lastDay', s.last_day::text, 'startMinute', s.start_minute, 'minutes', s.minutes, 'zone', s.zone,
       'shows', s.shows, 'reminderMinutes', s.reminder_minutes, 'state', s.state, 'eventId', s.event_id, 'instances', s.instances`,
      "review_series s where s.tenant_id = t.tenant_id and s.person_id = t.person_id and s.state <> 'gone'",
      's.first_day, s.id',
    )} as series,
    ${list(blockColumns, 'review_blocks b where b.tenant_id = t.tenant_id and b.person_id = t.person_id and b.week >= $4::date', 'b.week, b.kind')} as blocks,
    ${list(
      `'start', ${ms('s.starts_at')}, 'end', ${ms('s.ends_at')}, 'own', e.own`,
      `(${rolesOf}) e join sessions s on s.tenant_id = t.tenant_id and s.engagement_id = e.id and (s.kind = 'three-way' or not e.three_way)
       where s.state in ('proposed', 'booked', 'in-progress') and s.ends_at > $4::date and s.starts_at < $4::date + interval '80 days'`,
      's.starts_at, s.id',
    )} as sessions
  from review_times t join people p on p.tenant_id = t.tenant_id and p.id = t.person_id
  where t.tenant_id = $1 and t.person_id = any ($2::uuid[]) and t.claim = $3
  order by t.person_id`;

/** What is known of the claimed clients, from the week of `fromWeek` on. */
export async function readPeople(tx: Queryable, { tenantId, claim, personIds }: Claimed, fromWeek: string): Promise<Person[]> {
  const { rows } = await tx.query<{ times: TimesRow; series: SeriesRow[]; blocks: BlockRow[]; sessions: Person['sessions'] }>(read, [tenantId, personIds, claim, fromWeek]);
  return rows;
}

export interface Changes {
  personId: string;
  series: SeriesRow[];
  blocks: BlockRow[];
  log: LogEntry[];
}

const time = (value: string): string => `to_timestamp((${value})::float8 / 1000)`;

const saveSeries = `
  insert into review_series (tenant_id, id, person_id, first_day, last_day, start_minute, minutes, zone, shows, reminder_minutes, state, event_id, instances, created_at)
  select $1, (r->>'id')::uuid, (r->>'personId')::uuid, (r->>'firstDay')::date, (r->>'lastDay')::date, (r->>'startMinute')::int, (r->>'minutes')::int,
    r->>'zone', r->>'shows', (r->>'reminderMinutes')::int, r->>'state', r->>'eventId', r->'instances', $3
  from json_array_elements($2::json) r
  on conflict (tenant_id, id) do update set state = excluded.state, last_day = excluded.last_day, event_id = excluded.event_id, instances = excluded.instances`;

const saveBlocks = `
  insert into review_blocks (tenant_id, person_id, week, kind, id, state, starts_at, ends_at, shows, why, moves, series_id, write_id, event_id,
    event_starts_at, event_ends_at, event_shows, event_gone)
  select $1, (r->>'personId')::uuid, (r->>'week')::date, r->>'kind', (r->>'id')::uuid, r->>'state', ${time("r->>'start'")}, ${time("r->>'end'")},
    r->>'shows', r->>'why', (r->>'moves')::int, (r->>'seriesId')::uuid, (r->>'writeId')::uuid, r->>'eventId', ${time("r->>'eventStart'")},
    ${time("r->>'eventEnd'")}, r->>'eventShows', (r->>'eventGone')::boolean
  from json_array_elements($2::json) r
  on conflict (tenant_id, person_id, week, kind) do update set state = excluded.state, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    shows = excluded.shows, why = excluded.why, moves = excluded.moves, series_id = excluded.series_id, write_id = excluded.write_id,
    event_id = excluded.event_id, event_starts_at = excluded.event_starts_at, event_ends_at = excluded.event_ends_at,
    event_shows = excluded.event_shows, event_gone = excluded.event_gone`;

const saveLog = `
  insert into review_log (tenant_id, id, person_id, week, kind, at, what, why, from_start, from_end, to_start, to_end)
  select $1, (r->>'id')::uuid, (r->>'personId')::uuid, (r->>'week')::date, r->>'kind', $3, r->>'what', r->>'why', ${time("r->'from'->>'start'")},
    ${time("r->'from'->>'end'")}, ${time("r->'to'->>'start'")}, ${time("r->'to'->>'end'")}
  from json_array_elements($2::json) r`;

/** Of these clients, those whose lease this still is and whose wishes are as they were read; they are locked until the transaction ends. */
async function stillHeld(tx: Queryable, { tenantId, claim }: Claimed, versions: Map<string, number>): Promise<Set<string>> {
  const { rows } = await tx.query<{ person_id: string; version: number }>(
    `select person_id, version from review_times where tenant_id = $1 and person_id = any ($2::uuid[]) and claim = $3 order by person_id for update`,
    [tenantId, [...versions.keys()], claim],
  );
  return new Set(rows.filter((row) => versions.get(row.person_id) === row.version).map((row) => row.person_id));
}

/**
 * Stores what was agreed or learnt of some clients and renews their leases. A client who changed something meanwhile, or whose lease is
 * another worker's by now, is left alone: their ids are not in the answer.
 */
export async function saveChanges(tx: Queryable, claimed: Claimed, versions: Map<string, number>, changes: Changes[], now: Date): Promise<Set<string>> {
  const held = await stillHeld(tx, claimed, versions);
  const mine = changes.filter(({ personId }) => held.has(personId));
  const rowsOf = (name: 'series' | 'blocks' | 'log') => mine.flatMap((change) => change[name].map((row) => ({ ...row, personId: change.personId })));
  for (const [sql, rows, dated] of [[saveSeries, rowsOf('series'), true], [saveBlocks, rowsOf('blocks'), false], [saveLog, rowsOf('log').map((row) => ({ ...row, id: newId() })), true]] as const) {
    if (rows.length > 0) await tx.query(sql, [claimed.tenantId, JSON.stringify(rows), ...(dated ? [now] : [])]);
  }
  await tx.query(
    `update review_times set claimed_until = $3::timestamptz + make_interval(secs => ${leaseSeconds}) where tenant_id = $1 and person_id = any ($2::uuid[])`,
    [claimed.tenantId, [...held], now],
  );
  return held;
}

export interface Ending {
  personId: string;
  version: number;
  dueAt: number | null;
  problem: string | null;
  permission: string | null;
  /** What the mailbox told, when it was read. */
  zone: string | null;
  hours: string | null;
  status: TimesRow['status'];
}

/** Gives clients back, due again when it is time. One who changed something meanwhile stays due as they are. */
export async function release(tx: Queryable, { tenantId, claim }: Claimed, endings: Ending[], now: Date): Promise<void> {
  await tx.query(
    `update review_times t set claim = null, claimed_until = null,
       look_closely = look_closely and (r->>'problem' is not null or look_by is not null),
       told = told and (not look_closely or r->>'problem' is not null or look_by is not null),
       attempts = case when r->>'problem' is null then 0 else attempts end,
       problem = r->>'problem', permission = r->>'permission', zone = coalesce(r->>'zone', t.zone), hours = coalesce((r->>'hours')::jsonb, t.hours),
       read_at = case when r->>'zone' is null then read_at else $4 end,
       due_at = case when t.version <> (r->>'version')::int then due_at when r->>'problem' is null and r->>'dueAt' is not null
         then least(${time("r->>'dueAt'")}, look_by) else ${time("r->>'dueAt'")} end,
       planned_version = case when r->>'problem' is null and t.version = (r->>'version')::int then (r->>'version')::int else planned_version end,
       status = case when t.version = (r->>'version')::int then r->>'status' else t.status end,
       paused_until = case when t.version = (r->>'version')::int and r->>'status' <> 'paused' then null else paused_until end
     from json_array_elements($3::json) r
     where t.tenant_id = $1 and t.person_id = any ($5::uuid[]) and t.person_id = (r->>'personId')::uuid and t.claim = $2`,
    [tenantId, claim, JSON.stringify(endings), now, endings.map(({ personId }) => personId)],
  );
}

/** Gives back whoever is still held by a lease that is over: those who changed something meanwhile do not wait for it to run out. */
export const letGo = (tx: Queryable, { tenantId, claim }: Claimed, personIds: readonly string[]) =>
  tx.query('update review_times set claim = null, claimed_until = null where tenant_id = $1 and person_id = any ($3::uuid[]) and claim = $2', [tenantId, claim, personIds]);

/** An engagement that somebody is the client of, for a notice about what belongs to none; null for none. */
export const engagementOf = async (tx: Queryable, tenantId: string, personId: string): Promise<string | null> =>
  (await tx.query<{ id: string }>("select id from engagements where tenant_id = $1 and client_id = $2 and status <> 'ended' order by ends_on desc, id limit 1", [tenantId, personId])).rows[0]?.id ?? null;

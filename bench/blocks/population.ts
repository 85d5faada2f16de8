import type { Queryable } from '../../server/platform/db/database.ts';
import { permissions } from '../../server/platform/microsoft/permissions.ts';
import type { SeedEvent, TenantSeed } from '../../server/sandbox/tenant/seed.ts';
import { clientId, idFor, secret, teamsAppId } from '../api/population.ts';

/** An organisation in which everybody has a weekly review: of any size, the same in every run. */
export const tenantId = idFor('bench tenant of reviews');
/** Early on Monday 2 March 2026 in all zones of the population, so that whole weeks follow. */
export const start = new Date('2026-03-02T06:00:00Z');

export const indexes = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);
export const addressOf = (index: number): string => `client${index}@bench.example`;
export const personIdOf = (index: number): string => idFor(`row of client ${index}`);
export const objectIdOf = (index: number): string => idFor(`client ${index}`);

const zones = [['Europe/London', 'GMT Standard Time'], ['Europe/Berlin', 'W. Europe Standard Time'], ['America/New_York', 'Eastern Standard Time']] as const;
const zoneOf = (index: number) => zones[index % zones.length]!;

/** Ten weekly meetings each, a hundred entries and more in the ten weeks that are read. */
const meetings = 12;

const two = (value: number): string => String(value).padStart(2, '0');

const meetingHour = (person: number, index: number): number => 8 + ((person * 7 + index * 3) % 9);

function calendarOf(person: number): SeedEvent[] {
  const [zone] = zoneOf(person);
  return indexes(meetings).map((index) => {
    // Monday 23 February and the days after it.
    const day = `2026-02-${two(23 + (index % 5))}`;
    const hour = meetingHour(person, index);
    const at = (minute: number) => ({ local: `${day}T${two(hour)}:${two(minute)}:00`, zone });
    return {
      uid: `${person}-${index}@bench.example`, subject: 'Meeting', start: at(0), end: at(45), isAllDay: false, showAs: 'busy', sensitivity: 'normal',
      location: null, isCancelled: false, rrule: 'FREQ=WEEKLY', exdates: [], overrides: [],
    };
  });
}

/** The organisation as the simulated Microsoft 365 knows it. */
export const seedOf = (clients: number): TenantSeed => ({
  tenantId,
  displayName: 'Bench',
  now: start.toISOString(),
  people: indexes(clients).map((index) => ({
    objectId: objectIdOf(index), address: addressOf(index), displayName: `Client ${index}`, jobTitle: null, zone: zoneOf(index)[0], zoneName: zoneOf(index)[1],
    workingHours: { weekdays: [1, 2, 3, 4, 5], start: '08:00', end: '18:00' }, manager: null, appRoles: [], teamsLicence: true, events: calendarOf(index),
  })),
  outsiders: [],
  apps: [
    {
      clientId, identifierUri: `api://localhost/${clientId}`, displayName: 'Fieldwork', secret, teamsAppId,
      delegated: permissions.delegated.map((one) => one.name), application: permissions.application.map((one) => one.name),
    },
  ],
});

/** Half an hour between 9 and 17, Monday to Friday, everybody with an ideal time of their own. */
const idealDayOf = (index: number): number => 1 + (index % 5);

/** An hour of that day without a weekly meeting, where there is one: nobody asks for a time that is always taken. */
function idealMinuteOf(person: number): number {
  const taken = new Set(indexes(meetings).filter((index) => 1 + (index % 5) === idealDayOf(person)).map((index) => meetingHour(person, index)));
  const hour = indexes(7).map((step) => 9 + ((step + person) % 7)).find((one) => !taken.has(one))!;
  return hour * 60 + (person % 2) * 15;
}

/** Whose public holidays reviews keep off: a region that has none in March and April, so that weeks are ordinary, or each client's own, with Easter. */
export const [ordinary, atHome] = ['US', null];

/** The same organisation as the product knows it: everybody is the client of one coach and has just set review time up. */
export async function populate(tx: Queryable, clients: number, mode: string, holidays: string | null = ordinary): Promise<void> {
  const all = indexes(clients);
  await tx.query("insert into tenants (id, display_name, created_at) values ($1, 'Bench', $2)", [tenantId, start]);
  await tx.query(
    `insert into people (tenant_id, id, object_id, email, display_name, zone, created_at, updated_at)
     select $1, p.id, p.object_id, p.email, p.email, p.zone, $2, $2 from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) p (id, object_id, email, zone)`,
    [tenantId, start, all.map(personIdOf), all.map(objectIdOf), all.map(addressOf), all.map((index) => zoneOf(index)[0])],
  );
  const coach = idFor('coach of everybody');
  await tx.query("insert into people (tenant_id, id, object_id, email, display_name, zone, created_at, updated_at) values ($1, $2, null, 'coach@coach.example', 'Coach', 'Europe/London', $3, $3)", [tenantId, coach, start]);
  await tx.query(
    `insert into engagements (tenant_id, id, client_id, coach_id, sponsor_id, starts_on, ends_on, session_minutes, cadence_days, rules, created_by, created_at, client_seen_at)
     select $1, e.id, e.client, $3, null, '2026-01-05', '2027-01-05', 60, 14, '{}', e.client, $2, $2 from unnest($4::uuid[], $5::uuid[]) e (id, client)`,
    [tenantId, start, coach, all.map((index) => idFor(`engagement of client ${index}`)), all.map(personIdOf)],
  );
  await tx.query(
    `insert into review_times (tenant_id, person_id, minutes, days, window_start, window_end, ideal_day, ideal_minute, mode, horizon_weeks, moves_a_week,
       reminder_minutes, updated_at, due_at, status, holidays)
     select $1, t.person, 30, '{1,2,3,4,5}', 540, 1020, t.day, t.minute, $3, 4, 2, 10, $2, $2, 'on', $7 from unnest($4::uuid[], $5::int[], $6::int[]) t (person, day, minute)`,
    [tenantId, start, mode, all.map(personIdOf), all.map(idealDayOf), all.map(idealMinuteOf), holidays],
  );
  await tx.query('analyze');
}

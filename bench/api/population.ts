import { createHash } from 'node:crypto';
import type { Queryable } from '../../server/platform/db/database.ts';
import { permissions } from '../../server/platform/microsoft/permissions.ts';
import type { SeedEvent, TenantSeed } from '../../server/sandbox/tenant/seed.ts';

/** An organisation of the size that starts a coaching programme: what the routes are measured on. */
export const size = { people: 200, engagements: 60, sessions: 400, busyPerPerson: 60 };

export const clientId = '2f1a7c1e-0000-4000-8000-00000000f1e1';
export const teamsAppId = '2f1a7c1e-0000-4000-8000-0000000000aa';
export const secret = 'a secret of the bench';
/** Monday 2 March 2026. */
export const start = new Date('2026-03-02T08:00:00Z');

/** A stable UUID for a name, so that every run measures the same rows. */
export function idFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const tenantId = idFor('bench tenant');
const indexes = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);
export const addressOf = (index: number): string => `person${index}@bench.example`;
export const personId = (index: number): string => idFor(`row of person ${index}`);
const objectId = (index: number): string => idFor(`person ${index}`);
export const engagementId = (index: number): string => idFor(`engagement ${index}`);

/** Who plays what: clients first, then their sponsors, then ten coaches of six engagements each. */
const parts = (engagement: number) => ({ client: engagement, sponsor: size.engagements + engagement, coach: 2 * size.engagements + (engagement % 10) });

/** The number of the person who coaches an engagement. */
export const coachOf = (engagement: number): number => parts(engagement).coach;

const DAY = 86_400_000;
const zones = [['Europe/London', 'GMT Standard Time'], ['Europe/Berlin', 'W. Europe Standard Time'], ['America/New_York', 'Eastern Standard Time']] as const;

/** Two appointments a working day for six weeks, at hours that differ by person. */
function calendarOf(person: number): SeedEvent[] {
  return indexes(size.busyPerPerson).map((index) => {
    const day = new Date(start.getTime() + Math.floor(index / 2) * 1.4 * DAY).toISOString().slice(0, 10);
    const hour = 8 + ((person + index * 5) % 9);
    const at = (minute: number) => ({ local: `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`, zone: 'Etc/UTC' });
    return {
      uid: `${person}-${index}@bench.example`, subject: 'Meeting', start: at(0), end: at(45), isAllDay: false, showAs: 'busy', sensitivity: 'normal',
      location: null, isCancelled: false, rrule: null, exdates: [], overrides: [],
    };
  });
}

/** The same organisation as the simulated Microsoft 365 knows it. */
export const seed = (): TenantSeed => ({
  tenantId,
  displayName: 'Bench',
  now: start.toISOString(),
  people: indexes(size.people).map((index) => ({
    objectId: objectId(index), address: addressOf(index), displayName: `Person ${index}`, jobTitle: null,
    zone: zones[index % 3]![0], zoneName: zones[index % 3]![1],
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

const rules = { noticeHours: 24, bufferMinutes: { client: 10, coach: 30, sponsor: 10 }, spacingDays: { min: 3, max: 60 }, preferred: [], reschedule: { freeHours: 48, agreeHours: 24 } };

async function insertPeople(tx: Queryable): Promise<void> {
  await tx.query("insert into tenants (id, display_name, created_at) values ($1, 'Bench', $2)", [tenantId, start]);
  const people = indexes(size.people);
  await tx.query(
    `insert into people (tenant_id, id, object_id, email, display_name, zone, created_at, updated_at)
     select $1, p.id, p.object_id, p.email, p.name, p.zone, $2, $2 from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[]) p (id, object_id, email, name, zone)`,
    [tenantId, start, people.map(personId), people.map(objectId), people.map(addressOf), people.map((index) => `Person ${index}`), people.map((index) => zones[index % 3]![0])],
  );
}

async function insertEngagement(tx: Queryable, index: number): Promise<void> {
  const { client, coach, sponsor } = parts(index);
  await tx.query(
    `insert into engagements (tenant_id, id, client_id, coach_id, sponsor_id, starts_on, ends_on, session_minutes, cadence_days, rules, created_by, created_at, client_seen_at)
     values ($1, $2, $3, $4, $5, '2026-01-05', '2026-09-01', 60, 14, $6, $3, $7, $7)`,
    [tenantId, engagementId(index), personId(client), personId(coach), personId(sponsor), JSON.stringify(rules), start],
  );
  for (const position of indexes(3)) {
    await tx.query('insert into goals (tenant_id, id, engagement_id, position, title) values ($1, $2, $3, $4, $5)', [
      tenantId, idFor(`goal ${index} ${position}`), engagementId(index), position, `Goal number ${position}, in a few words of one's own`,
    ]);
  }
}

/** Sessions every other week: about four held and three to come for each engagement. */
async function insertSession(tx: Queryable, index: number): Promise<void> {
  const engagement = index % size.engagements;
  const at = start.getTime() + (Math.floor(index / size.engagements) - 4) * 14 * DAY + (1 + (engagement % 5)) * DAY + (engagement % 8) * 3_600_000;
  await tx.query(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, agenda, organizer_id, booked_by, created_at, event_id, event_starts_at,
       event_ends_at, join_url, web_link, chat_id, chat_app, responses, checked)
     values ($1, $2, $3, $4, $5, $6, $7, 'What went well, what did not, what to try next', $8, $8, $9, 'event', $6, $7, 'https://teams.example/join', 'https://outlook.example/event',
       'chat', 'installed', '{}', true)`,
    [
      tenantId, idFor(`session ${index}`), engagementId(engagement), index % 5 === 0 ? 'three-way' : 'coaching', at < start.getTime() ? 'held' : 'booked', new Date(at),
      new Date(at + 3_600_000), personId(parts(engagement).client), start,
    ],
  );
}

/** Fills an empty database with the organisation. */
export async function populate(tx: Queryable): Promise<void> {
  await insertPeople(tx);
  for (const index of indexes(size.engagements)) await insertEngagement(tx, index);
  for (const index of indexes(size.sessions)) await insertSession(tx, index);
  await tx.query('analyze');
}

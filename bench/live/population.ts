import type { Queryable } from '../../server/platform/db/database.ts';
import type { TenantSeed } from '../../server/sandbox/tenant/seed.ts';
import { addressOf, idFor, personId, seed as usual, start, tenantId } from '../api/population.ts';

/* As many sessions as are on at one time, each of a client and a coach of its own: clients first, then their coaches. */

export const sessionOf = (pair: number): string => idFor(`live session ${pair}`);
export const engagementOf = (pair: number): string => idFor(`live engagement ${pair}`);

const objectId = (index: number): string => idFor(`person ${index}`);
const indexes = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);

/** The organisation as the simulated Microsoft 365 knows it: people without appointments. */
export function seedOf(pairs: number): TenantSeed {
  const known = usual();
  const [one] = known.people;
  return { ...known, people: indexes(2 * pairs).map((index) => ({ ...one!, objectId: objectId(index), address: addressOf(index), displayName: `Person ${index}`, events: [] })) };
}

const rules = { noticeHours: 24, bufferMinutes: { client: 10, coach: 30, sponsor: 10 }, spacingDays: { min: 3, max: 60 }, preferred: [], reschedule: { freeHours: 48, agreeHours: 24 } };

/** Fills an empty database: every pair has one session that is on now. */
export const fillWith = (pairs: number) => async (tx: Queryable): Promise<void> => {
  const people = indexes(2 * pairs);
  const all = indexes(pairs);
  await tx.query("insert into tenants (id, display_name, created_at) values ($1, 'Bench', $2)", [tenantId, start]);
  await tx.query(
    `insert into people (tenant_id, id, object_id, email, display_name, zone, created_at, updated_at)
     select $1, p.id, p.object_id, p.email, p.name, 'Europe/London', $2, $2 from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) p (id, object_id, email, name)`,
    [tenantId, start, people.map(personId), people.map(objectId), people.map(addressOf), people.map((index) => `Person ${index}`)],
  );
  const [engagements, clients, coaches] = [all.map(engagementOf), all.map(personId), all.map((pair) => personId(pairs + pair))];
  await tx.query(
    `insert into engagements (tenant_id, id, client_id, coach_id, starts_on, ends_on, session_minutes, cadence_days, rules, created_by, created_at, client_seen_at)
     select $1, e.id, e.client, e.coach, '2026-01-05', '2026-09-01', 60, 14, $2, e.client, $3, $3 from unnest($4::uuid[], $5::uuid[], $6::uuid[]) e (id, client, coach)`,
    [tenantId, JSON.stringify(rules), start, engagements, clients, coaches],
  );
  await tx.query(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, agenda, organizer_id, booked_by, created_at)
     select $1, s.id, s.engagement, 'coaching', 'booked', $2::timestamptz, $2::timestamptz + interval '1 hour', '', s.client, s.client, $2::timestamptz from unnest($3::uuid[], $4::uuid[], $5::uuid[]) s (id, engagement, client)`,
    [tenantId, start, all.map(sessionOf), engagements, clients],
  );
  await tx.query('analyze');
};

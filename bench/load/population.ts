import { createHash } from 'node:crypto';
import type { Queryable } from '../../server/platform/db/database.ts';
import type { TenantSeed } from '../../server/sandbox/tenant/seed.ts';
import { addressOf, idFor, personId, seed as usual, start, tenantId } from '../api/population.ts';

/* A tenant in the middle of its programme: every client has one engagement, every coach twenty. Clients first, then coaches. */

export const size = { engagements: 10_000, coaches: 500, commitments: 5 };
/** Engagements whose people are at it in the hours that are replayed; the others are what the database has to look past. */
export const active = 1_000;
/** Sessions that are on, with a panel open on either side. */
export const running = 125;

const indexes = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);
const objectId = (index: number): string => idFor(`person ${index}`);
export const coachOf = (engagement: number): number => size.engagements + (engagement % size.coaches);
export const engagementOf = (index: number): string => idFor(`load engagement ${index}`);
export const sessionOf = (index: number): string => idFor(`load session ${index}`);
export const subscriptionOf = (index: number): string => idFor(`load subscription ${index}`);
export const secretOf = (index: number): string => `secret ${index}`;

/** Everybody as the simulated Microsoft 365 knows them; who is not at it is never asked about. */
export function seedOf(): TenantSeed {
  const known = usual();
  const [one] = known.people;
  const people = [...indexes(active), ...indexes(size.coaches).map((index) => size.engagements + index)];
  return { ...known, people: people.map((index) => ({ ...one!, objectId: objectId(index), address: addressOf(index), displayName: `Person ${index}`, events: [] })) };
}

const rules = { noticeHours: 24, bufferMinutes: { client: 0, coach: 0, sponsor: 0 }, spacingDays: { min: 0, max: 60 }, preferred: [], reschedule: { freeHours: 48, agreeHours: 24 } };

async function fillPeople(tx: Queryable): Promise<void> {
  const people = indexes(size.engagements + size.coaches);
  await tx.query("insert into tenants (id, display_name, created_at) values ($1, 'Bench', $2)", [tenantId, start]);
  await tx.query(
    `insert into people (tenant_id, id, object_id, email, display_name, zone, created_at, updated_at)
     select $1, p.id, p.object_id, p.email, p.name, 'Europe/London', $2, $2 from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) p (id, object_id, email, name)`,
    [tenantId, start, people.map(personId), people.map(objectId), people.map(addressOf), people.map((index) => `Person ${index}`)],
  );
}

async function fillEngagements(tx: Queryable): Promise<void> {
  const all = indexes(size.engagements);
  const [ids, clients, coaches, sessions] = [all.map(engagementOf), all.map(personId), all.map((index) => personId(coachOf(index))), all.map(sessionOf)];
  await tx.query(
    `insert into engagements (tenant_id, id, client_id, coach_id, starts_on, ends_on, session_minutes, cadence_days, rules, created_by, created_at, client_seen_at)
     select $1, e.id, e.client, e.coach, '2026-01-05', '2026-12-20', 60, 14, $2, e.client, $3, $3 from unnest($4::uuid[], $5::uuid[], $6::uuid[]) e (id, client, coach)`,
    [tenantId, JSON.stringify(rules), start, ids, clients, coaches],
  );
  // The first ones are on, the others come within the fortnight.
  await tx.query(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, agenda, organizer_id, booked_by, created_at)
     select $1, s.id, s.engagement, 'coaching', 'booked', s.at, s.at + interval '1 hour', '', s.client, s.client, $2::timestamptz
     from (select *, $2::timestamptz + case when n <= $6 then interval '0' else make_interval(days => (n % 14)::int, hours => (n % 9)::int) end as at
       from unnest($3::uuid[], $4::uuid[], $5::uuid[]) with ordinality u (id, engagement, client, n)) s`,
    [tenantId, start, sessions, ids, clients, running],
  );
  await tx.query(
    `insert into commitments (tenant_id, id, engagement_id, session_id, text, position, state, proposed_by, accepted_at, created_at, updated_at)
     select $1, gen_random_uuid(), e.id, e.session, 'Ask somebody what went well, number ' || n, n, 'open', e.client, $2, $2, $2
     from unnest($3::uuid[], $4::uuid[], $5::uuid[]) e (id, session, client), generate_series(1, $6::int) n`,
    [tenantId, start, ids, sessions, clients, size.commitments],
  );
}

/** Fills an empty database. */
export async function populate(tx: Queryable): Promise<void> {
  await fillPeople(tx);
  await fillEngagements(tx);
  const followed = indexes(active);
  await tx.query(
    `insert into followed_mailboxes (tenant_id, person_id, object_id, sessions_until, subscription_id, secret_hash, subscription_expires_at, subscribe_due_at, read_due_at, read_at)
     select $1, f.person, f.object, $2::timestamptz + interval '60 days', f.subscription, f.hash, $2::timestamptz + interval '6 days', $2::timestamptz + interval '5 days', $2::timestamptz + interval '1 day', $2
     from unnest($3::uuid[], $4::uuid[], $5::text[], $6::bytea[]) f (person, object, subscription, hash)`,
    [tenantId, start, followed.map(personId), followed.map(objectId), followed.map(subscriptionOf), followed.map((index) => createHash('sha256').update(secretOf(index)).digest())],
  );
  await tx.query('analyze');
}

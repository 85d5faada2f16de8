import type { Queryable } from '../db/database.ts';
import { sayAll } from '../db/hearing.ts';
import { keepPlan } from '../db/kept-plans.ts';

/** Something that happened on a topic: which kind of thing, and which one. Never contents: readers fetch what they may see. */
export interface LiveEvent {
  /** Rises within a topic, in the order in which the changes were committed. */
  id: string;
  name: string;
  itemId: string | null;
}

export interface NewEvent {
  tenantId: string;
  /** What surfaces subscribe to, e.g. a session's id (UUID). */
  topic: string;
  /** Kind of thing, lower-case with dashes, e.g. `commitment`. */
  name: string;
  itemId?: string | null;
  now: Date;
}

/**
 * The lock keeps ids in the order of commits: a reader who has seen one id has seen all below it. One statement for all three, since
 * everything that changes waits for it: the id is only made for the row that comes out of the lock, and is said once it stands there.
 */
const insertEvent = keepPlan(`with lock as materialized (select pg_advisory_xact_lock(hashtextextended($2::uuid::text, 0)))
  , made as (insert into live_events (tenant_id, topic, name, item_id, at) select $1, $2::uuid, $3, $4::uuid, $5::timestamptz from lock returning topic)
  ${sayAll('topic::text', 'made')}`);
/** What is newer than an event, as a JSON array in the order of ids; for statements that read it together with who may. */
export const newerAsJson = (tenant: string, topic: string, after: string): string =>
  `(select coalesce(json_agg(json_build_object('id', n.id::text, 'name', n.name, 'itemId', n.item_id) order by n.id), '[]') from
     (select id, name, item_id from live_events where tenant_id = ${tenant} and topic = ${topic} and id > ${after}::bigint order by id limit 200) n)`;
/** The newest event's id of a topic, '0' when there is none: where a surface that has just read everything goes on from. */
export const newestId = (tenant: string, topic: string): string => `coalesce((select max(id)::text from live_events where tenant_id = ${tenant} and topic = ${topic}), '0')`;

/** Writes an event and wakes every open surface of its topic, both with the surrounding transaction. */
export async function logEvent(tx: Queryable, { tenantId, topic, name, itemId = null, now }: NewEvent): Promise<void> {
  await tx.query(insertEvent, [tenantId, topic, name, itemId, now]);
}

const newerEvents = keepPlan(`select ${newerAsJson('$1', '$2', '$3')} as events`);

/** Events of a topic after `after` (an id, or '0'), oldest first, at most 200. */
export async function eventsAfter(tx: Queryable, tenantId: string, topic: string, after: string): Promise<LiveEvent[]> {
  return (await tx.query<{ events: LiveEvent[] }>(newerEvents, [tenantId, topic, after])).rows[0]!.events;
}

const newestEvent = keepPlan(`select ${newestId('$1', '$2')} as id`);

/** The newest event's id of a topic, '0' when there is none. */
export async function lastEventId(tx: Queryable, tenantId: string, topic: string): Promise<string> {
  return (await tx.query<{ id: string }>(newestEvent, [tenantId, topic])).rows[0]!.id;
}

/** Forgets events from `before` and earlier: who was away that long reads everything anew. Answers how many. */
export async function forgetEvents(tx: Queryable, before: Date): Promise<number> {
  return (await tx.query('delete from live_events where at <= $1', [before])).rowCount;
}

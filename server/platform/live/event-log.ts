import type { Queryable } from '../db/database.ts';
import { wakeTopic } from './live.ts';

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
 * Writes an event and wakes every open surface of its topic, both with the surrounding transaction.
 * The lock keeps ids in the order of commits: a reader who has seen one id has seen all below it.
 */
export async function logEvent(tx: Queryable, { tenantId, topic, name, itemId = null, now }: NewEvent): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [topic]);
  await tx.query('insert into live_events (tenant_id, topic, name, item_id, at) values ($1, $2, $3, $4, $5)', [tenantId, topic, name, itemId, now]);
  await wakeTopic(tx, topic);
}

/** Events of a topic after `after` (an id, or '0'), oldest first, at most 200. */
export async function eventsAfter(tx: Queryable, tenantId: string, topic: string, after: string): Promise<LiveEvent[]> {
  const { rows } = await tx.query<{ id: string; name: string; item_id: string | null }>(
    'select id::text, name, item_id from live_events where tenant_id = $1 and topic = $2 and id > $3::bigint order by live_events.id limit 200',
    [tenantId, topic, after],
  );
  return rows.map(({ id, name, item_id }) => ({ id, name, itemId: item_id }));
}

/** The newest event's id of a topic, '0' when there is none: where a surface that has just read everything goes on from. */
export async function lastEventId(tx: Queryable, tenantId: string, topic: string): Promise<string> {
  const { rows } = await tx.query<{ id: string | null }>('select max(id)::text as id from live_events where tenant_id = $1 and topic = $2', [tenantId, topic]);
  return rows[0]?.id ?? '0';
}

/** Forgets events from `before` and earlier: who was away that long reads everything anew. Answers how many. */
export async function forgetEvents(tx: Queryable, before: Date): Promise<number> {
  return (await tx.query('delete from live_events where at <= $1', [before])).rowCount;
}

import type { Queryable } from '../../../platform/db/database.ts';
import type { Key } from '../store.ts';
import { recordDisclosure } from './store.ts';

/** What a calendar sends a sponsor of one session: the invitation, another time, that it is off. */
export interface Invitation {
  sessionId: string;
  byId: string | null;
  toId: string;
  subject: string;
  words: string;
}

interface Last {
  id: string;
  subject: string;
  words: string;
  outcome: string | null;
  count: number;
}

async function last(tx: Queryable, { tenantId, engagementId }: Key, sessionId: string): Promise<Last | null> {
  const { rows } = await tx.query<Last>(
    `select d.id, d.subject, d.words, o.outcome, count(*) over ()::int as count from disclosures d
     left join disclosure_outcomes o on o.tenant_id = d.tenant_id and o.disclosure_id = d.id
     where d.tenant_id = $1 and d.engagement_id = $2 and starts_with(d.key, $3) order by d.at desc, d.key desc limit 1`,
    [tenantId, engagementId, prefix(sessionId)],
  );
  return rows[0] ?? null;
}

const prefix = (sessionId: string): string => `invitation:${sessionId}:`;
/** Sorts as it counts. */
const keyOf = (sessionId: string, number: number): string => `${prefix(sessionId)}${String(number).padStart(4, '0')}`;

async function note(tx: Queryable, { tenantId }: Key, id: string, outcome: 'sent' | 'lost' | 'not-sent', now: Date): Promise<void> {
  await tx.query('insert into disclosure_outcomes (tenant_id, disclosure_id, at, outcome) values ($1, $2, $3, $4) on conflict do nothing', [tenantId, id, now, outcome]);
}

/**
 * Writes down what a calendar is about to send the sponsor. A step that is repeated, after a lost answer, a refusal or a kill, says what the line
 * before says, and is that line. One that other words follow before anybody heard of it may have arrived.
 */
export async function recordInvitation(tx: Queryable, key: Key, { sessionId, ...leaving }: Invitation, now: Date): Promise<void> {
  const before = await last(tx, key, sessionId);
  if (before?.subject === leaving.subject && before.words === leaving.words) return;
  if (before && before.outcome === null) await note(tx, key, before.id, 'lost', now);
  await recordDisclosure(tx, key, { source: 'invitation', key: keyOf(sessionId, (before?.count ?? 0) + 1), ...leaving }, now);
}

/** What became of the last that was written down of a session. */
export async function noteInvitation(tx: Queryable, key: Key, sessionId: string, outcome: 'sent' | 'not-sent', now: Date): Promise<void> {
  const before = await last(tx, key, sessionId);
  if (before && before.outcome === null) await note(tx, key, before.id, outcome, now);
}

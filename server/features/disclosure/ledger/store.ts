import type { Queryable } from '../../../platform/db/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { DisclosureSource } from '../contract.ts';
import type { Key } from '../store.ts';

/** Something about a client that leaves to somebody else. */
export interface Leaving {
  source: DisclosureSource;
  /** Written down once, e.g. `notice:<id>`. */
  key: string;
  /** In whose name; null: Fieldwork's own. */
  byId: string | null;
  toId: string;
  subject: string;
  words: string;
}

/**
 * Writes down what is about to leave, in the transaction before the call that sends it, under the agreement in force. Written down before,
 * it stays as it is. Answers whether it is new.
 */
export async function recordDisclosure(tx: Queryable, { tenantId, engagementId }: Key, leaving: Leaving, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into disclosures (tenant_id, id, engagement_id, at, source, key, by_id, to_id, to_address, agreement, subject, words)
     select $1, $2, $3, $4, $5, $6, $7, p.id, p.email, (select in_force from sharing where tenant_id = $1 and engagement_id = $3), $9, $10
     from people p where p.tenant_id = $1 and p.id = $8 on conflict (tenant_id, engagement_id, key) do nothing`,
    [tenantId, newId(), engagementId, now, leaving.source, leaving.key, leaving.byId, leaving.toId, leaving.subject, leaving.words],
  );
  return rowCount === 1;
}

export const tellingKey = (id: string): string => `telling:${id}`;
export const noticeKeyOf = (noticeId: string): string => `notice:${noticeId}`;

/** What became of a mail of the client's; the first word holds. */
export async function noteOutcome(tx: Queryable, { tenantId, engagementId }: Key, tellingId: string, outcome: 'sent' | 'lost' | 'not-sent', now: Date): Promise<void> {
  await tx.query(
    `insert into disclosure_outcomes (tenant_id, disclosure_id, at, outcome)
     select tenant_id, id, $4, $5 from disclosures where tenant_id = $1 and engagement_id = $2 and key = $3 on conflict do nothing`,
    [tenantId, engagementId, tellingKey(tellingId), now, outcome],
  );
}

export interface DisclosureRow {
  id: string;
  at: Date;
  source: DisclosureSource;
  key: string;
  by_id: string | null;
  by_name: string | null;
  to_id: string;
  to_name: string;
  to_address: string;
  agreement: number | null;
  subject: string;
  words: string;
  outcome: 'sent' | 'lost' | 'not-sent' | null;
  notice_state: 'waiting' | 'said' | 'lost' | 'dropped' | null;
}

/** What left of an engagement, newest first. */
export async function listDisclosures(tx: Queryable, { tenantId, engagementId }: Key): Promise<DisclosureRow[]> {
  const { rows } = await tx.query<DisclosureRow>(
    `select d.id, d.at, d.source, d.key, d.by_id, b.display_name as by_name, d.to_id, t.display_name as to_name, d.to_address, d.agreement, d.subject, d.words,
       o.outcome, n.state as notice_state
     from disclosures d
     join people t on t.tenant_id = d.tenant_id and t.id = d.to_id
     left join people b on b.tenant_id = d.tenant_id and b.id = d.by_id
     left join disclosure_outcomes o on o.tenant_id = d.tenant_id and o.disclosure_id = d.id
     left join notices n on n.tenant_id = d.tenant_id and d.key = 'notice:' || n.id::text
     where d.tenant_id = $1 and d.engagement_id = $2 order by d.at desc, d.key desc, d.id limit 500`,
    [tenantId, engagementId],
  );
  return rows;
}

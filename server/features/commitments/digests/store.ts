import type { Queryable } from '../../../platform/db/database.ts';
import { daysForMidway, hoursBefore, type DigestKind } from './rules.ts';

export interface DueDigest {
  tenant_id: string;
  engagement_id: string;
  session_id: string;
  kind: DigestKind;
  starts_at: Date;
  due_at: Date;
  client_id: string;
}

/**
 * Sessions ahead with the times at which open fieldwork is brought to mind. A session that moves has new ones; what was decided about is
 * left out. The time in between begins where the session before it ends, or with the engagement.
 */
const ahead = `
  from sessions s
  join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id and e.status <> 'ended'
  cross join lateral (select coalesce((select max(p.ends_at) from sessions p where p.tenant_id = s.tenant_id and p.engagement_id = s.engagement_id
    and p.starts_at < s.starts_at and p.state not in ('cancelled', 'late-cancel', 'client-no-show', 'coach-no-show')), e.created_at) as since) b
  cross join lateral (values ('midway', b.since + (s.starts_at - b.since) / 2), ('two-days', s.starts_at - interval '${hoursBefore} hours')) k (kind, due_at)
  where s.state in ('proposed', 'booked') and s.ends_at > $1 and (k.kind = 'two-days' or s.starts_at - b.since >= interval '${daysForMidway} days')
    and not exists (select from fieldwork_digests d where d.tenant_id = s.tenant_id and d.session_id = s.id and d.kind = k.kind and d.starts_at = s.starts_at)`;

/** When the next digest falls due, over all tenants. */
export async function nextDigestAt(tx: Queryable, now: Date): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(`select min(k.due_at) as at ${ahead}`, [now]);
  return rows[0]?.at ?? null;
}

/** Digests that are due at `now`, earliest first. */
export async function dueDigests(tx: Queryable, now: Date, limit: number): Promise<DueDigest[]> {
  const { rows } = await tx.query<DueDigest>(
    `select s.tenant_id, s.engagement_id, s.id as session_id, k.kind, s.starts_at, k.due_at, e.client_id ${ahead} and k.due_at <= $1 order by k.due_at, s.id limit $2`,
    [now, limit],
  );
  return rows;
}

/** Notes that a digest was decided about; false when somebody else did, also at this very moment. */
export async function settleDigest(tx: Queryable, due: DueDigest, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'insert into fieldwork_digests (tenant_id, session_id, kind, starts_at, settled_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [due.tenant_id, due.session_id, due.kind, due.starts_at, now],
  );
  return rowCount === 1;
}

export interface Ahead {
  starts_at: Date;
  stands: boolean;
  coach_name: string;
  neutral_subject: boolean;
  zone: string | null;
}

/** What is said of the session that a digest looks ahead to. */
export async function aheadOf(tx: Queryable, tenantId: string, sessionId: string): Promise<Ahead | null> {
  const { rows } = await tx.query<Ahead>(
    `select s.starts_at, s.state in ('proposed', 'booked') as stands, c.display_name as coach_name, e.neutral_subject, p.zone
     from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
     join people c on c.tenant_id = e.tenant_id and c.id = e.coach_id join people p on p.tenant_id = e.tenant_id and p.id = e.client_id
     where s.tenant_id = $1 and s.id = $2`,
    [tenantId, sessionId],
  );
  return rows[0] ?? null;
}

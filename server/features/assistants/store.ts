import type { Queryable } from '../../platform/db/database.ts';
import { wherePairSession, type ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';

export interface LinkRow {
  id: string;
  label: string;
  made_by: string;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
  confirmed_at: Date | null;
}

const columns = `l.id, l.label, p.display_name as made_by, l.created_at, l.expires_at, l.revoked_at, l.last_used_at,
  case when l.confirmed_version = s.version then l.confirmed_at end as confirmed_at`;
const tables = `session_links l join people p on p.tenant_id = l.tenant_id and p.id = l.person_id
  join sessions s on s.tenant_id = l.tenant_id and s.id = l.session_id`;

/** The newest fifty links of a session, dead ones too. */
export async function linksOf(tx: Queryable, tenantId: string, sessionId: string): Promise<LinkRow[]> {
  const { rows } = await tx.query<LinkRow>(
    `select ${columns} from ${tables} where l.tenant_id = $1 and l.session_id = $2 order by l.created_at desc, l.id limit 50`,
    [tenantId, sessionId],
  );
  return rows;
}

/** Whether a session's time may still change. */
export async function isAhead(tx: Queryable, tenantId: string, sessionId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query("select from sessions where tenant_id = $1 and id = $2 and state in ('proposed', 'booked') and ends_at > $3", [tenantId, sessionId, now]);
  return rowCount > 0;
}

export interface NewLink {
  id: string;
  tenantId: string;
  sessionId: string;
  personId: string;
  secretHash: Buffer;
  label: string;
  now: Date;
  expiresAt: Date;
}

export async function insertLink(tx: Queryable, link: NewLink): Promise<void> {
  await tx.query(
    'insert into session_links (tenant_id, id, session_id, person_id, secret_hash, label, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [link.tenantId, link.id, link.sessionId, link.personId, link.secretHash, link.label, link.now, link.expiresAt],
  );
}

/** False when the session has no such link. The first revocation keeps its time. */
export async function revoke(tx: Queryable, key: { tenantId: string; sessionId: string; linkId: string }, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update session_links set revoked_at = coalesce(revoked_at, $4) where tenant_id = $1 and session_id = $2 and id = $3',
    [key.tenantId, key.sessionId, key.linkId, now],
  );
  return rowCount > 0;
}

export interface OpenedRow {
  id: string;
  tenant_id: string;
  session_id: string;
  engagement_id: string;
  label: string;
  expires_at: Date;
  confirmed_version: number | null;
  person_id: string;
  object_id: string;
  email: string;
  display_name: string;
}

/**
 * The living link of a secret, over all tenants (the secret is what says which), noting its use; null for any other. A link dies with
 * the engagement, and when whoever made it has no part in it any more.
 */
export async function useLink(tx: Queryable, secretHash: Buffer, now: Date): Promise<OpenedRow | null> {
  const { rows } = await tx.query<OpenedRow>(
    `update session_links l set last_used_at = $2 from sessions s, engagements e, people p
     where l.secret_hash = $1 and l.revoked_at is null and l.expires_at > $2
       and s.tenant_id = l.tenant_id and s.id = l.session_id and e.tenant_id = s.tenant_id and e.id = s.engagement_id
       and p.tenant_id = l.tenant_id and p.id = l.person_id and p.object_id is not null
       and l.person_id in (e.client_id, e.coach_id, e.sponsor_id) and e.status = 'active'
     returning l.id, l.tenant_id, l.session_id, s.engagement_id, l.label, l.expires_at, l.confirmed_version,
       p.id as person_id, p.object_id, p.email, p.display_name`,
    [secretHash, now],
  );
  return rows[0] ?? null;
}

export async function noteConfirmed(tx: Queryable, link: { tenant_id: string; id: string }, version: number, now: Date): Promise<void> {
  await tx.query('update session_links set confirmed_version = $3, confirmed_at = $4 where tenant_id = $1 and id = $2', [link.tenant_id, link.id, version, now]);
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'links you made for assistants', table: 'session_links', columns: ['created_at', 'label', 'expires_at', 'revoked_at', 'last_used_at', 'session_id'], where: 't.person_id = $2' },
];

/** What an erasure does here. */
export const erasure: ErasedTable[] = [
  { table: 'session_links', steps: [{ where: `t.person_id = $2 or ${wherePairSession()}` }], keeps: { person_id: 'somebody who stays', label: 'the words of somebody who stays', secret_hash: 'a hash' } },
];

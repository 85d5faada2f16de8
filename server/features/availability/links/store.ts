import type { Queryable } from '../../../platform/db/database.ts';

export interface LinkRow {
  id: string;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

export interface NewLink {
  id: string;
  tenantId: string;
  engagementId: string;
  personId: string;
  secretHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

export interface OpenedRow {
  id: string;
  tenant_id: string;
  engagement_id: string;
  person_id: string;
  expires_at: Date;
}

const columns = 'id, created_at, expires_at, revoked_at, last_used_at';

export async function insertLink(tx: Queryable, link: NewLink): Promise<LinkRow> {
  const { rows } = await tx.query<LinkRow>(
    `insert into availability_links (tenant_id, id, engagement_id, person_id, secret_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [link.tenantId, link.id, link.engagementId, link.personId, link.secretHash, link.createdAt, link.expiresAt],
  );
  return rows[0]!;
}

/** The newest hundred links of an engagement, dead ones too, newest first. */
export async function linksOf(tx: Queryable, tenantId: string, engagementId: string): Promise<LinkRow[]> {
  const { rows } = await tx.query<LinkRow>(
    `select ${columns} from availability_links where tenant_id = $1 and engagement_id = $2 order by created_at desc, id limit 100`,
    [tenantId, engagementId],
  );
  return rows;
}

/** False when the engagement has no such link. The first revocation keeps its time. */
export async function revoke(tx: Queryable, key: { tenantId: string; engagementId: string; linkId: string }, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update availability_links set revoked_at = coalesce(revoked_at, $4) where tenant_id = $1 and engagement_id = $2 and id = $3',
    [key.tenantId, key.engagementId, key.linkId, now],
  );
  return rowCount > 0;
}

/**
 * The living link of a secret, over all tenants (the secret is what says which), noting its use; null for any other. A link dies with
 * its engagement, and when somebody else becomes the coach.
 */
export async function useLink(tx: Queryable, secretHash: Buffer, now: Date): Promise<OpenedRow | null> {
  const { rows } = await tx.query<OpenedRow>(
    `update availability_links l set last_used_at = $2 from engagements e
     where l.secret_hash = $1 and l.revoked_at is null and l.expires_at > $2
       and e.tenant_id = l.tenant_id and e.id = l.engagement_id and e.coach_id = l.person_id and e.status <> 'ended'
     returning l.id, l.tenant_id, l.engagement_id, l.person_id, l.expires_at`,
    [secretHash, now],
  );
  return rows[0] ?? null;
}

import { createHash } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { notFound } from '../../../platform/errors.ts';
import { newId, newSecret } from '../../../platform/ids.ts';
import { noteCaller } from '../../../platform/request.ts';
import type { CoachLink, CoachLinks } from '../contract.ts';
import { insertLink, linksOf, revoke, useLink, type LinkRow } from './store.ts';

/** An engagement that the caller was authorised for. */
export interface EngagementKey {
  tenantId: string;
  engagementId: string;
}

/** Whose page a personal link opened. */
export interface OpenedLink {
  linkId: string;
  tenantId: string;
  engagementId: string;
  /** The coach's row in `people`. */
  personId: string;
  expiresAt: Date;
}

const DAY = 86_400_000;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const presentLink = (row: LinkRow): CoachLink => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});

/**
 * Makes a personal link for the coach of an engagement, good for `days`. The secret is in the fragment of `url`, which browsers send
 * to no server, and is never to be seen again.
 */
export async function createLink(
  context: AppContext,
  { tenantId, engagementId, coachPersonId }: EngagementKey & { coachPersonId: string },
  days: number,
): Promise<{ link: CoachLink; url: string }> {
  const secret = newSecret();
  const now = context.clock.now();
  const link = {
    id: newId(), tenantId, engagementId, personId: coachPersonId, secretHash: hashOf(secret),
    createdAt: now, expiresAt: new Date(now.getTime() + days * DAY),
  };
  const row = await context.db.scoped(tenantId, (tx) => insertLink(tx, link));
  return { link: presentLink(row), url: `${context.settings.baseUrl}/coach#${secret}` };
}

/** The links of an engagement, newest first, expired and revoked ones too. */
export async function listLinks(context: AppContext, { tenantId, engagementId }: EngagementKey): Promise<CoachLinks> {
  const rows = await context.db.scoped(tenantId, (tx) => linksOf(tx, tenantId, engagementId));
  return { links: rows.map(presentLink) };
}

/** Ends a link now; ending it twice is fine. Rejects with AppError 'not-found' when the engagement has no such link. */
export async function revokeLink(context: AppContext, key: EngagementKey, linkId: string): Promise<void> {
  const now = context.clock.now();
  const known = await context.db.scoped(key.tenantId, (tx) => revoke(tx, { ...key, linkId }, now));
  if (!known) throw notFound('The link');
}

/** Proves a secret and notes its use. Rejects with AppError 'not-found', the same for expired, revoked, outdated and made-up ones. */
export async function openLink(context: AppContext, secret: string): Promise<OpenedLink> {
  const now = context.clock.now();
  const row = await context.db.system((tx) => useLink(tx, hashOf(secret), now));
  if (!row) throw notFound('This page');
  noteCaller({ tenantId: row.tenant_id, personId: row.person_id, by: 'coach-link', programmeLead: false });
  return { linkId: row.id, tenantId: row.tenant_id, engagementId: row.engagement_id, personId: row.person_id, expiresAt: row.expires_at };
}

import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { may } from '../../access/policies.ts';
import { authoriseSession, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { newId, newSecret } from '../../platform/ids.ts';
import { noteCaller } from '../../platform/request.ts';
import { record } from '../engagements/service.ts';
import type { createSessionLink, SessionLink, SessionLinkCreated, SessionLinks } from './contract.ts';
import { Limiter } from './rules.ts';
import { insertLink, isAhead, linksOf, revoke, useLink, type LinkRow, type OpenedRow } from './store.ts';

export { erasure, personal } from './store.ts';

const DAY = 86_400_000;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const presentLink = (row: LinkRow): SessionLink => ({
  id: row.id,
  label: row.label,
  madeBy: row.made_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: iso(row.revoked_at),
  lastUsedAt: iso(row.last_used_at),
  confirmedAt: iso(row.confirmed_at),
});

/** Only a party can hand out what it may do itself; a lead has no calendar in the session. */
const mayMake = (scope: EngagementScope): boolean => scope.role !== null && may(scope, 'book', scope.status);

export const listLinks = (context: AppContext, actor: Actor, sessionId: string): Promise<SessionLinks> =>
  context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'see');
    // Links say when an assistant looked: that is for the parties.
    const rows = scope.role === null ? [] : await linksOf(tx, actor.tenantId, sessionId);
    return { links: rows.map(presentLink), can: { make: mayMake(scope) && (await isAhead(tx, actor.tenantId, sessionId, context.clock.now())) } };
  });

/** Makes a link. The secret is in the fragment of `url`, which browsers send to no server, and is never to be seen again. */
export async function makeLink(context: AppContext, actor: Actor, sessionId: string, body: z.output<typeof createSessionLink>): Promise<SessionLinkCreated> {
  const [secret, id, now] = [newSecret(), newId(), context.clock.now()];
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'book');
    if (!mayMake(scope)) throw notFound('The session');
    const { tenantId, personId } = actor;
    if (!(await isAhead(tx, tenantId, sessionId, now))) throw new AppError('conflict', 'This session is over or cancelled: there is no time to choose any more.');
    await insertLink(tx, { id, tenantId, sessionId, personId, secretHash: hashOf(secret), label: body.label, now, expiresAt: new Date(now.getTime() + body.days * DAY) });
    await record(tx, { ...scope, sessionId, actorId: personId, what: 'session-link-made', detail: { linkId: id }, now });
    const row = (await linksOf(tx, tenantId, sessionId)).find((one) => one.id === id)!;
    return { ...presentLink(row), url: `${context.settings.baseUrl}/times#${secret}` };
  });
}

/** Withdraws a link for good; one that is withdrawn already stays so. */
export async function withdrawLink(context: AppContext, actor: Actor, sessionId: string, linkId: string): Promise<void> {
  const now = context.clock.now();
  await context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'see');
    if (scope.role === null || !(await revoke(tx, { tenantId: actor.tenantId, sessionId, linkId }, now))) throw notFound('The link');
    await record(tx, { ...scope, sessionId, actorId: actor.personId, what: 'session-link-withdrawn', detail: { linkId }, now });
  });
}

/** Who holds a link: its secret, and the address they call from. */
export interface LinkHolder {
  secret: string;
  address: string;
}

/** One for each server in the process: tests run several. */
const limiters = new WeakMap<AppContext, Limiter>();

function limiterOf(context: AppContext): Limiter {
  const known = limiters.get(context) ?? new Limiter(600);
  limiters.set(context, known);
  return known;
}

const tooMany = (): AppError => new AppError('too-many-requests', 'That was often. Please wait a minute, then try again.');

/** Proves a secret and notes its use. Rejects with AppError 'not-found', the same for expired, withdrawn and made-up ones. */
export async function openLink(context: AppContext, { secret, address }: LinkHolder): Promise<OpenedRow> {
  const now = context.clock.now();
  const link = await context.db.system((tx) => useLink(tx, hashOf(secret), now));
  if (!link) throw notFound('This page');
  noteCaller({ tenantId: link.tenant_id, personId: link.person_id, by: 'session-link', programmeLead: false });
  if (!limiterOf(context).allows(`${address} ${link.id}`, now)) throw tooMany();
  return link;
}

/** What an answer of the finder may say to somebody who sees times alone: no names, no reasons. */
export function neutral(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'slot-taken') throw new AppError('slot-taken', 'This time is not free any more. Please choose another.');
  if (error.code === 'invalid-request') throw invalid('start', 'must be one of the times that are offered');
  if (error.code === 'conflict') throw new AppError('conflict', 'This was changed meanwhile. Look at it again, then choose.');
  if (error.code === 'not-found') throw notFound('This page');
  throw new AppError(error.code, 'This cannot be done at the moment.');
}

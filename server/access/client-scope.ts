import type { Queryable } from '../platform/db/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Actor } from './actor.ts';

declare const proven: unique symbol;

/** Proof that somebody is coached and asks for what is theirs alone; only `authoriseClient` mints it. */
export interface ClientScope {
  readonly [proven]: true;
  readonly tenantId: string;
  readonly personId: string;
}

/**
 * Opens a client's own reviews. Somebody who is coached in no engagement gets 404, as if there were none; to write, one of their
 * engagements has to go on (409 with the reason).
 */
export async function authoriseClient(tx: Queryable, actor: Actor, to: 'read' | 'write'): Promise<ClientScope> {
  const { rows } = await tx.query<{ status: string }>('select status from engagements where tenant_id = $1 and client_id = $2', [actor.tenantId, actor.personId]);
  if (rows.length === 0) throw notFound('The review');
  if (to === 'write' && rows.every(({ status }) => status === 'ended')) throw new AppError('conflict', 'Your engagement has ended. What you wrote stays readable.');
  return { tenantId: actor.tenantId, personId: actor.personId } as ClientScope;
}

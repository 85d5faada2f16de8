import type { Queryable } from '../platform/db/database.ts';
import { keepPlan } from '../platform/db/kept-plans.ts';
import { notFound } from '../platform/errors.ts';
import type { Actor } from './actor.ts';

declare const proven: unique symbol;

/** Proof that somebody is a client of coaching, for what is theirs alone. Only `authoriseClient` mints it. */
export interface ClientScope {
  readonly [proven]: true;
  readonly tenantId: string;
  readonly personId: string;
}

const clientQuery = keepPlan('select from engagements where tenant_id = $1 and client_id = $2 limit 1');

/**
 * Review time is the client's own: they alone read or change it. Whoever is nobody's client gets 404, as if it were not there, whatever
 * they are to others.
 */
export async function authoriseClient(tx: Queryable, actor: Actor, what = 'Review time'): Promise<ClientScope> {
  const { rowCount } = await tx.query(clientQuery, [actor.tenantId, actor.personId]);
  if (rowCount === 0) throw notFound(what);
  return { tenantId: actor.tenantId, personId: actor.personId } as ClientScope;
}

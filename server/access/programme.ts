import { notFound } from '../platform/errors.ts';
import type { Actor } from './actor.ts';

declare const proven: unique symbol;

/** Proof that somebody leads the tenant's programme, for what is of all its engagements. Only `authoriseLead` mints it. */
export interface ProgrammeScope {
  readonly [proven]: true;
  readonly tenantId: string;
}

/** A lead sees that sessions happen in all engagements, never what they are about; to everybody else there is no programme, nor `what` else it is about (404). */
export function authoriseLead(actor: Actor, what = 'The programme'): ProgrammeScope {
  if (!actor.programmeLead) throw notFound(what);
  return { tenantId: actor.tenantId } as ProgrammeScope;
}

import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import type { AppContext } from '../../context.ts';
import type { Draft, Place, saveDraft } from './contract.ts';
import { forgottenUntil, mostDrafts } from './rules.ts';
import { findDraft, forgetBeyond, forgetDraft, keepDraft } from './store.ts';

export { erasure, personal } from './store.ts';

/** What the signed-in person has left at a place; nobody else's is ever looked at. */
export async function readDraft({ db, clock }: AppContext, actor: Actor, place: Place): Promise<Draft> {
  const found = await db.scoped(actor.tenantId, (tx) => findDraft(tx, actor, place, forgottenUntil(clock.now())));
  return { content: found?.content ?? null, changedAt: found?.changed_at.toISOString() ?? null };
}

/** Keeps what they typed and chose so far; the newest of two windows wins. */
export async function writeDraft({ db, clock }: AppContext, actor: Actor, wish: z.output<typeof saveDraft>): Promise<void> {
  await db.scoped(actor.tenantId, async (tx) => {
    await keepDraft(tx, actor, wish, clock.now());
    await forgetBeyond(tx, actor, mostDrafts);
  });
}

/** It was sent, or is not wanted any more. Again is done already. */
export const dropDraft = ({ db }: AppContext, actor: Actor, place: Place): Promise<void> => db.scoped(actor.tenantId, (tx) => forgetDraft(tx, actor, place));

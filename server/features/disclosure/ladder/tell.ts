import type { Actor } from '../../../access/actor.ts';
import { authorise } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { escapeHtml } from '../../../platform/html.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { withdrawNotices } from '../../nudges/service.ts';
import type { Ladder, TellByMail } from '../contract.ts';
import { noteOutcome, recordDisclosure, tellingKey } from '../ledger/store.ts';
import { changeSharing, holdSharing } from '../store.ts';
import { acting, afterTold, ladderOf } from './acts.ts';
import { nothingPrepared } from './move.ts';
import { known } from './situation.ts';
import { ladderKey } from './words.ts';

type Recipient = { email: string; displayName: string };

const bodyOf = (text: string): string => text.split(/\n{2,}/).map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`).join('\n');

/** Writes down what is about to leave, once for each id; answers to whom, or null when this was asked for before. */
async function begin(context: AppContext, actor: Actor, engagementId: string, body: TellByMail): Promise<Recipient | null> {
  let to: Recipient | null = null;
  await acting(context, actor, { engagementId, action: 'own-ladder', version: body.version }, async ({ tx, scope, all, can, now }) => {
    const { rowCount } = await tx.query('select from disclosures where tenant_id = $1 and engagement_id = $2 and key = $3', [scope.tenantId, engagementId, tellingKey(body.id)]);
    if (rowCount !== 0) return null;
    if (!can.tell) throw new AppError('conflict', 'There is nothing to tell at this step, or it has been told.');
    const sponsor = all.parties.sponsor!;
    await recordDisclosure(tx, scope, { source: 'client-telling', key: tellingKey(body.id), byId: scope.personId, toId: sponsor.id, subject: body.subject, words: body.text }, now);
    // The client goes first: nothing of the coach's may leave while this does.
    await withdrawNotices(tx, scope.tenantId, ladderKey(engagementId));
    to = { email: sponsor.email, displayName: sponsor.display_name };
    return { telling_id: body.id, telling_at: now, draft: body.text };
  });
  return to;
}

/** Writes down what became of it. What may have arrived counts as told and is not sent again. */
async function settle(context: AppContext, actor: Actor, engagementId: string, id: string, outcome: 'sent' | 'lost' | 'not-sent'): Promise<void> {
  const now = context.clock.now();
  await context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'see-ladder');
    const row = await holdSharing(tx, scope);
    if (row.telling_id !== id) return;
    await noteOutcome(tx, scope, id, outcome, now);
    const told = outcome !== 'not-sent';
    if (told) await afterTold({ tx, scope, row, all: await known(tx, scope, row, now), now });
    await changeSharing(tx, scope, { telling_id: null, telling_at: null, ...(told && { told_at: now, told_how: outcome === 'lost' ? 'maybe' : 'mail', draft: '', ...nothingPrepared }), look_at: now });
  });
}

/**
 * Sends the client's own words to the sponsor from the client's own mailbox, once for each id. Rejects with MicrosoftFailure when it certainly
 * did not leave; when nobody knows, it counts as told and is never repeated.
 */
export async function tellByMail(context: AppContext, actor: Actor, engagementId: string, body: TellByMail): Promise<Ladder> {
  const to = await begin(context, actor, engagementId, body);
  if (to === null) return ladderOf(context, actor, engagementId);
  try {
    await context.microsoft.onBehalfOf(actor).sendMail({ to, subject: body.subject, bodyHtml: bodyOf(body.text) });
  } catch (error) {
    const certain = error instanceof MicrosoftFailure && error.kind !== 'no-answer';
    await settle(context, actor, engagementId, body.id, certain ? 'not-sent' : 'lost');
    if (certain || !(error instanceof MicrosoftFailure)) throw error;
    return ladderOf(context, actor, engagementId);
  }
  await settle(context, actor, engagementId, body.id, 'sent');
  return ladderOf(context, actor, engagementId);
}

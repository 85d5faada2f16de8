import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { tabLink } from '../../../platform/microsoft/activity.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { createLink } from '../../availability/service.ts';
import { recordDisclosure } from '../../disclosure/service.ts';
import type { Letter } from '../letter/compose.ts';
import { letterText, ownMail } from '../letter/words.ts';
import { claimSending, noteSending, type Reader, type RecapRow } from '../store.ts';

/** The link to the coach's page outlives the time until the next session. */
const linkDays = 45;

/** Where the reader opens the session: their personal page outside the organisation, Teams inside. */
async function addressFor(context: AppContext, row: RecapRow, reader: Reader): Promise<string> {
  if (reader.object_id !== null || reader.role !== 'coach') return tabLink(context.settings.teamsAppId, `/sessions/${row.session_id}`);
  return (await createLink(context, { tenantId: row.tenant_id, engagementId: row.engagement_id, coachPersonId: reader.id }, linkDays)).url;
}

/** Mails one person in the client's name, once; what may have been heard is not repeated. Rejects with MicrosoftFailure for what certainly did not leave. */
export async function mailByHand(context: AppContext, actor: Actor, row: RecapRow, reader: Reader, letter: Letter): Promise<void> {
  const key = { tenantId: row.tenant_id, sessionId: row.session_id };
  if (!(await context.db.scoped(key.tenantId, (tx) => claimSending(tx, key, reader.id, context.clock.now())))) return;
  // What leaves to a sponsor stands in the ledger before it leaves.
  if (reader.role === 'sponsor') {
    const leaving = { source: 'recap' as const, key: `recap:${row.session_id}:by-hand`, byId: actor.personId, toId: reader.id, subject: letter.subject, words: letterText(letter) };
    await context.db.scoped(key.tenantId, (tx) => recordDisclosure(tx, { tenantId: row.tenant_id, engagementId: row.engagement_id }, leaving, context.clock.now()));
  }
  const url = await addressFor(context, row, reader);
  try {
    const to = { email: reader.email, displayName: reader.display_name };
    await context.microsoft.onBehalfOf(actor).sendMail({ to, ...ownMail(letter, { to: reader.display_name, from: actor.displayName, url }) });
    await context.db.scoped(key.tenantId, (tx) => noteSending(tx, key, reader.id, true));
  } catch (error) {
    // Shown as one that may have arrived.
    if (!(error instanceof MicrosoftFailure) || error.kind === 'no-answer') return;
    await context.db.scoped(key.tenantId, (tx) => noteSending(tx, key, reader.id, false));
    throw error;
  }
}

import type { AppContext } from '../../../context.ts';
import { newSecret } from '../../../platform/ids.ts';
import { MicrosoftFailure, type ApplicationMicrosoft } from '../../../platform/microsoft/microsoft.ts';
import { hashOf } from '../inbox/rules.ts';
import { askAgainAt, calendarPath, isRead, lifecyclePath, renewAt, tryAgainAt } from '../rules.ts';
import { keepSubscription, loseSubscription, postponeSubscription, type MailboxRow, type Subscribed } from '../store.ts';

/** Makes, renews or makes anew the subscription of a mailbox that is due; what fails is kept for later. True when there is one now. */
export async function keepSubscribed(context: AppContext, row: MailboxRow, now: Date): Promise<boolean> {
  const microsoft = context.microsoft.application(row.tenant_id);
  try {
    const made = (row.subscription_id && (await renewed(microsoft, row, now))) || (await create(context, microsoft, row, now));
    const kept = await context.db.scoped(row.tenant_id, (tx) => keepSubscription(tx, row, made));
    // Another worker has taken over meanwhile and made its own.
    if (!kept && made.secretHash !== null) await microsoft.unsubscribe(made.subscriptionId);
    return kept;
  } catch (error) {
    if (!(error instanceof MicrosoftFailure)) throw error;
    await postpone(context, row, error, now);
    return row.subscription_id !== null && error.passing;
  }
}

async function renewed(microsoft: ApplicationMicrosoft, row: MailboxRow, now: Date): Promise<Subscribed | null> {
  const id = row.subscription_id!;
  try {
    const { expiresAt } = await microsoft.renew(id, now);
    return { subscriptionId: id, secretHash: null, expiresAt, dueAt: renewAt(now, expiresAt, isRead(now, row)) };
  } catch (error) {
    if (error instanceof MicrosoftFailure && error.kind === 'not-found') return null;
    throw error;
  }
}

async function create(context: AppContext, microsoft: ApplicationMicrosoft, row: MailboxRow, now: Date): Promise<Subscribed> {
  if (row.subscription_id !== null) {
    // It was there and is not any more: nobody told us what happened meanwhile.
    await context.db.scoped(row.tenant_id, (tx) => loseSubscription(tx, row));
    row.start_over = true;
  }
  const secret = newSecret();
  const { baseUrl } = context.settings;
  const { id, expiresAt } = await microsoft.subscribe(row.object_id, {
    notificationUrl: `${baseUrl}${calendarPath}`, lifecycleUrl: `${baseUrl}${lifecyclePath}`, clientState: secret, now,
  });
  return { subscriptionId: id, secretHash: hashOf(secret), expiresAt, dueAt: renewAt(now, expiresAt, isRead(now, row)) };
}

async function postpone(context: AppContext, row: MailboxRow, failure: MicrosoftFailure, now: Date): Promise<void> {
  const consent = failure.kind === 'consent-missing';
  const problem = failure.passing ? ('waiting' as const) : consent ? ('consent-missing' as const) : ('refused' as const);
  const dueAt = failure.passing ? tryAgainAt(now, row.subscribe_attempts + 1, failure.retryAfterSeconds) : askAgainAt(now);
  context.log.warn({ personId: row.person_id, problem }, 'a calendar cannot be subscribed to now');
  await context.db.scoped(row.tenant_id, (tx) => postponeSubscription(tx, row, { problem, permission: failure.permission, dueAt }));
}

import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure, type ApplicationMicrosoft } from '../../../platform/microsoft/microsoft.ts';
import { tabLink } from '../../../platform/microsoft/activity.ts';
import { waitAfter, type HoldReason } from '../rules.ts';
import { beginSending, dropNotice, returnMessage, settleMessage, type PendingRow, type PersonKey, type SettingsRow } from './store.ts';
import { activityOf, mailOf } from './words.ts';

/** One message on its way to one person. */
export interface Message {
  id: string;
  person: PersonKey;
  settings: SettingsRow;
  notices: PendingRow[];
}

/** Makes the address of the personal page of somebody outside, fresh for each mail; null for whoever has none. */
export type PersonalPage = (who: PersonKey & { engagementId: string }) => Promise<string | null>;

type Channel = 'teams' | 'mail';

/** Why a message did not leave, for certain. */
class NotSent extends Error {
  readonly reason: HoldReason;
  readonly waitSeconds: number;

  constructor(reason: HoldReason, waitSeconds: number) {
    super(reason);
    this.reason = reason;
    this.waitSeconds = waitSeconds;
  }
}

/** What an administrator has to mend is looked at again every hour, as long as it is timely. */
const untilMended = 3600;

async function mail(context: AppContext, microsoft: ApplicationMicrosoft, page: PersonalPage, { person, settings, notices }: Message): Promise<void> {
  const from = context.settings.noticesFrom ?? null;
  // Nobody sends in a person's name unasked, so without a mailbox of its own Fieldwork mails nobody.
  if (from === null) throw new NotSent('no-mailbox', untilMended);
  const outside = settings.object_id === null;
  const url = outside ? await page({ ...person, engagementId: notices[0]!.engagement_id }) : null;
  const address = (path: string): string => (outside ? (url ?? context.settings.baseUrl) : tabLink(context.settings.teamsAppId, path));
  const to = { email: settings.email, displayName: settings.display_name };
  await microsoft.sendMailFrom(from, { to, ...mailOf(notices, settings.display_name, address) });
}

async function send(context: AppContext, page: PersonalPage, message: Message, tried: (channel: Channel) => void): Promise<void> {
  const microsoft = context.microsoft.application(message.person.tenantId);
  const { object_id: objectId } = message.settings;
  tried('teams');
  if (objectId !== null && (await microsoft.notifyInTeams(objectId, activityOf(message.notices)))) return;
  tried('mail');
  await mail(context, microsoft, page, message);
}

/** Sends what was claimed and writes down what became of it. Never rejects for Microsoft's sake. */
export async function sendMessage(context: AppContext, page: PersonalPage, claimed: Message): Promise<void> {
  const { tenantId } = claimed.person;
  const still = await context.db.scoped(tenantId, (tx) => beginSending(tx, tenantId, claimed.id));
  const message = { ...claimed, notices: claimed.notices.filter(({ id }) => still.includes(id)) };
  if (message.notices.length === 0) return;
  let channel: Channel = 'mail';
  try {
    await send(context, page, message, (tried) => (channel = tried));
    await context.db.scoped(tenantId, (tx) => settleMessage(tx, { tenantId, id: message.id }, { state: 'sent', channel, now: context.clock.now() }));
  } catch (error) {
    await giveBack(context, message, channel, error);
  }
}

/** A message whose answer was lost may have been heard and is not said again; any other waits, or is given up. */
async function giveBack(context: AppContext, message: Message, channel: Channel, error: unknown): Promise<void> {
  const now = context.clock.now();
  const key = { tenantId: message.person.tenantId, id: message.id };
  context.log.warn({ channel, kind: error instanceof MicrosoftFailure ? error.kind : (error as Error).name }, 'a notice did not leave, or nobody knows');
  const why = setback(error, Math.max(...message.notices.map(({ attempts }) => attempts)));
  await context.db.scoped(key.tenantId, async (tx) => {
    if (why === 'lost') return settleMessage(tx, key, { state: 'lost', channel, now });
    if (why === 'undeliverable') for (const { id } of message.notices) await dropNotice(tx, key.tenantId, id, 'undeliverable', now);
    const { reason, waitSeconds } = why === 'undeliverable' ? new NotSent('microsoft', 0) : why;
    await returnMessage(tx, key, { reason, until: new Date(now.getTime() + waitSeconds * 1000) });
  });
  // What is not Microsoft's doing is our mistake, and the operator hears of it.
  if (!(error instanceof MicrosoftFailure) && !(error instanceof NotSent)) throw error;
}

function setback(error: unknown, attempts: number): 'lost' | 'undeliverable' | NotSent {
  if (error instanceof NotSent) return error;
  if (!(error instanceof MicrosoftFailure)) return 'lost';
  if (error.kind === 'no-answer') return 'lost';
  if (error.passing) return new NotSent('microsoft', waitAfter(attempts, error.retryAfterSeconds));
  if (error.kind === 'consent-missing' || error.kind === 'sign-in-again') return new NotSent('consent-missing', untilMended);
  // The mailbox it should leave from is not there (yet).
  return error.kind === 'not-found' ? new NotSent('no-mailbox', untilMended) : 'undeliverable';
}

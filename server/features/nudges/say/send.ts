import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure, type ApplicationMicrosoft } from '../../../platform/microsoft/microsoft.ts';
import { tabLink } from '../../../platform/microsoft/activity.ts';
import { letterKinds, type NoticeKind } from '../contract.ts';
import { waitAfter, type HoldReason } from '../rules.ts';
import type { Leaves } from './leaves.ts';
import { beginSending, dropNotice, removeMessage, returnMessage, settleMessage, type PendingRow, type PersonKey, type SettingsRow } from './store.ts';
import { activityOf, mailOf } from './words.ts';

/** One message on its way to one person. */
export interface Message {
  id: string;
  person: PersonKey;
  settings: SettingsRow;
  notices: (PendingRow & { html?: string })[];
}

/** What a notice says when it leaves. */
export interface Composed {
  subject: string;
  /** Plain text, a paragraph each. */
  lines: string[];
  /** What a letter's mail holds in place of the lines: HTML, already escaped. */
  html?: string;
}

/** What a notice is about. */
export interface About extends PersonKey {
  engagementId: string;
  sessionId: string | null;
  key: string;
}

/** Words made when they leave, since what was true when a notice was offered may not be hours later; null: nothing is to be said any more. */
export type Composer = (about: About) => Promise<Composed | null>;

/** Makes the address of the personal page of somebody outside, fresh for each mail; null for whoever has none. */
export type PersonalPage = (who: PersonKey & { engagementId: string }) => Promise<string | null>;

/** What the composition root gives to the saying. */
export interface Saying {
  page: PersonalPage;
  leaves: Leaves;
  composers: Partial<Record<NoticeKind, Composer>>;
}

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
  const letter = message.notices.some(({ kind }) => letterKinds.has(kind));
  if (!letter) tried('teams');
  if (!letter && objectId !== null && (await microsoft.notifyInTeams(objectId, activityOf(message.notices)))) return;
  tried('mail');
  await mail(context, microsoft, page, message);
}

/** The message in the words that are true now; what is not to be said any more is dropped. Before anything leaves: failing here loses nothing. */
async function inTheirWords(context: AppContext, composers: Saying['composers'], message: Message): Promise<Message> {
  const { tenantId } = message.person;
  const said: Message['notices'] = [];
  for (const notice of message.notices) {
    const compose = composers[notice.kind];
    const words = compose && (await compose({ ...message.person, engagementId: notice.engagement_id, sessionId: notice.session_id, key: notice.key }));
    if (words === null) await context.db.scoped(tenantId, (tx) => dropNotice(tx, tenantId, notice.id, 'withdrawn', context.clock.now()));
    else said.push({ ...notice, ...words });
  }
  return { ...message, notices: said };
}

/** Marks a message as leaving; answers which of its notices do. What may not leave any more is as if it had been taken back. */
async function begin(context: AppContext, leaves: Leaves, { id, person, notices }: Message): Promise<string[]> {
  const now = context.clock.now();
  return context.db.scoped(person.tenantId, async (tx) => {
    const still = await beginSending(tx, person.tenantId, id);
    const going = notices.filter((one) => still.includes(one.id)).map((one) => ({ ...one, engagementId: one.engagement_id }));
    const may = await leaves(tx, { ...person, notices: going }, now);
    for (const one of going.filter((other) => !may.includes(other.id))) await dropNotice(tx, person.tenantId, one.id, 'withdrawn', now);
    if (going.length > 0 && may.length === 0) await removeMessage(tx, person.tenantId, id);
    return may;
  });
}

/** Sends what was claimed and writes down what became of it. Never rejects for Microsoft's sake. */
export async function sendMessage(context: AppContext, { page, leaves, composers }: Saying, offered: Message): Promise<void> {
  const { tenantId } = offered.person;
  const claimed = await inTheirWords(context, composers, offered);
  const still = await begin(context, leaves, claimed);
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

import type { Actor, Party } from '../../access/actor.ts';
import { authorise, authoriseSession, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError } from '../../platform/errors.ts';
import { logEvent } from '../../platform/live/event-log.ts';
import { MicrosoftFailure } from '../../platform/microsoft/microsoft.ts';
import type { Readback } from '../commitments/contract.ts';
import { confirmList } from '../commitments/service.ts';
import { toldByKey, withdrawNotices } from '../nudges/service.ts';
import type { Recap, ToChat } from './contract.ts';
import { recapKey, recapsName } from './jobs.ts';
import { chatLetter, letterFor } from './letter/compose.ts';
import { chatHtml } from './letter/words.ts';
import { needsHand, presentRecap, type Facts } from './present.ts';
import { chatIsBetweenTwo } from './rules.ts';
import { mailByHand } from './send/by-hand.ts';
import { claimPost, notePost, readRecap, saveChatSetting, sendingsOf, switchMail, type RecapRow } from './store.ts';

export { erasure, personal } from './store.ts';

const tell = (tx: Queryable, row: RecapRow, now: Date): Promise<void> =>
  logEvent(tx, { tenantId: row.tenant_id, topic: row.engagement_id, name: 'recap', itemId: row.session_id, now });

const rowOf = async (tx: Queryable, scope: EngagementScope, sessionId: string): Promise<RecapRow> => (await readRecap(tx, { tenantId: scope.tenantId, sessionId }))!;

/** What is told of a session, for one who may see it: a coach sees their own mail, the client everybody's. */
async function factsFor(context: AppContext, tx: Queryable, party: Party | Actor, scope: EngagementScope, sessionId: string): Promise<Facts> {
  const now = context.clock.now();
  const row = await rowOf(tx, scope, sessionId);
  const told = await toldByKey(tx, scope.tenantId, recapKey(sessionId));
  const sendings = await sendingsOf(tx, { tenantId: scope.tenantId, sessionId });
  const shown = row.people.filter(({ id }) => scope.role === 'client' || id === scope.personId);
  const readers: Facts['readers'] = [];
  for (const reader of shown) {
    const mine = { told: told.find(({ person_id: id }) => id === reader.id), sending: sendings.find(({ person_id: id }) => id === reader.id) };
    readers.push({ reader, letter: await letterFor(tx, row, reader, now), ...mine });
  }
  const chat = row.chat_id !== null && row.anything ? await chatLetter(tx, row, row.people.find(({ role }) => role === 'client')!, chatIsBetweenTwo(row), now) : null;
  const signedIn = 'assertion' in party || party.signedIn !== undefined;
  return { row, scope, readers, chat: chat?.parts.length === 0 ? null : chat, signedIn, hasMailbox: (context.settings.noticesFrom ?? null) !== null, now };
}

/** What will be sent of a session, and to whom; 404 for everybody but client and coach. */
export async function recapOf(context: AppContext, party: Party | Actor, sessionId: string): Promise<Recap> {
  return context.db.scoped(party.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, party, sessionId, 'see-fieldwork');
    return presentRecap(await factsFor(context, tx, party, scope, sessionId));
  });
}

/** The client turns the mails of one session off, or on again. What has left stays with those who have it. */
export async function switchRecapOf(context: AppContext, actor: Actor, sessionId: string, on: boolean): Promise<Recap> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'settle-recap');
    await switchMail(tx, { tenantId: actor.tenantId, sessionId }, !on);
    if (!on) await withdrawNotices(tx, actor.tenantId, recapKey(sessionId));
    await tell(tx, await rowOf(tx, scope, sessionId), context.clock.now());
  });
  if (on) await context.jobs.wake(recapsName);
  return recapOf(context, actor, sessionId);
}

/** The client says whether recaps of an engagement go into the meeting's chat. */
export async function chooseToChat(context: AppContext, actor: Actor, engagementId: string, setting: ToChat): Promise<{ toChat: ToChat }> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    await authorise(tx, actor, engagementId, 'settle-recap');
    await saveChatSetting(tx, actor.tenantId, engagementId, setting);
  });
  return { toChat: setting };
}

/** Mails, from the client's own mailbox, those who got nothing and will not by themselves. Nobody is mailed twice. */
export async function sendByHand(context: AppContext, actor: Actor, sessionId: string): Promise<Recap> {
  const { row, readers } = await context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'settle-recap');
    const facts = await factsFor(context, tx, actor, scope, sessionId);
    if (!presentRecap(facts).can.send) throw new AppError('conflict', 'There is nothing to send: it went already, is switched off, or goes by itself.');
    const left = facts.readers.filter((one) => one.reader.id !== actor.personId && needsHand(one, facts.hasMailbox));
    await withdrawNotices(tx, actor.tenantId, recapKey(sessionId));
    return { row: facts.row, readers: left };
  });
  for (const { reader, letter } of readers) await mailByHand(context, actor, row, reader, letter);
  return recapOf(context, actor, sessionId);
}

/** Whoever asks Microsoft in their own name. */
interface Poster {
  tenantId: string;
  personId: string;
  objectId: string;
  assertion: string;
}

/** confirmed: both confirmed the list. pressed: somebody wants it there. not-there: somebody who looked says that what was lost did not arrive. */
type Occasion = 'confirmed' | 'pressed' | 'not-there';

function isWanted({ can, chat }: Recap, occasion: Occasion): boolean {
  if (occasion === 'confirmed' && chat.setting !== 'confirm') return false;
  return can.post && (chat.state === 'lost') === (occasion === 'not-there');
}

/** Puts the recap into the meeting's chat in somebody's name, once; a post whose answer was lost is repeated only for who says that it is not there. */
async function post(context: AppContext, who: Party | Actor, poster: Poster, sessionId: string, occasion: Occasion): Promise<void> {
  const key = { tenantId: poster.tenantId, sessionId };
  const html = await context.db.scoped(poster.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, who, sessionId, 'do-fieldwork');
    const facts = await factsFor(context, tx, who, scope, sessionId);
    if (!isWanted(presentRecap(facts), occasion)) return null;
    if (!(await claimPost(tx, key, poster.personId, facts.now, occasion === 'not-there' ? facts.row.chat_at : null))) return null;
    return { chatId: facts.row.chat_id!, html: chatHtml(facts.chat!) };
  });
  if (html === null) {
    if (occasion === 'confirmed') return;
    throw new AppError('conflict', 'There is nothing to post: it is in the chat already, or your engagement does not want it there.');
  }
  try {
    await context.microsoft.onBehalfOf(poster).postInChat(html.chatId, html.html);
    await context.db.scoped(poster.tenantId, (tx) => notePost(tx, key, 'posted'));
  } catch (error) {
    const lost = !(error instanceof MicrosoftFailure) || error.kind === 'no-answer';
    await context.db.scoped(poster.tenantId, (tx) => notePost(tx, key, lost ? 'lost' : 'waiting'));
    if (!lost || !(error instanceof MicrosoftFailure)) throw error;
  }
}

/** Posts by a press. Rejects with MicrosoftFailure when the chat certainly does not hold it; after a lost answer the recap says 'lost', and only `notThere` posts it again. */
export async function postToChat(context: AppContext, actor: Actor, sessionId: string, notThere: boolean): Promise<Recap> {
  await post(context, actor, actor, sessionId, notThere ? 'not-there' : 'pressed');
  return recapOf(context, actor, sessionId);
}

/** Confirms the list that was read back; the recap then goes into the chat at once if the engagement says so and somebody signed in confirmed last. */
export async function confirmReadBack(context: AppContext, party: Party, sessionId: string, digest: string): Promise<Readback> {
  const read = await confirmList(context, party, sessionId, digest);
  await context.jobs.wake(recapsName);
  if (!read.complete || party.signedIn === undefined) return read;
  const poster = { tenantId: party.tenantId, personId: party.personId, ...party.signedIn };
  // The list is confirmed whatever Teams says; it waits then, for whoever looks at it next.
  await post(context, party, poster, sessionId, 'confirmed').catch((error: unknown) => {
    if (!(error instanceof MicrosoftFailure)) throw error;
    context.log.warn({ kind: error.kind }, 'a recap could not be posted');
  });
  return read;
}

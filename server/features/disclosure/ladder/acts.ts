import type { Actor, Party } from '../../../access/actor.ts';
import type { Action } from '../../../access/policies.ts';
import { authorise, type EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { AppError, invalid } from '../../../platform/errors.ts';
import { noticesName, offerNotice, stateOfNotice, withdrawNotices } from '../../nudges/service.ts';
import { longestPauseDays, type Ladder, type Message } from '../contract.ts';
import { changeSharing, type SharingChanges, type SharingRow } from '../store.ts';
import { about, move, nothingPrepared, prepare } from './move.ts';
import { presentLadder, type Delivery } from './present.ts';
import { known, standingOf, type Known } from './situation.ts';
import { coachNotice, ladderKey, shownKey, sponsorKey } from './words.ts';

async function deliveryOf(tx: Queryable, row: SharingRow, all: Known): Promise<Delivery> {
  if (row.notice_state !== 'offered' || row.notice_id === null || !all.parties.sponsor) return null;
  const state = await stateOfNotice(tx, { tenantId: row.tenant_id, personId: all.parties.sponsor.id }, sponsorKey(row.engagement_id, row.notice_id));
  return state?.state ?? null;
}

export async function shown(tx: Queryable, scope: EngagementScope, row: SharingRow, now: Date): Promise<Ladder> {
  const all = await known(tx, scope, row, now);
  return presentLadder(row, all, scope, await deliveryOf(tx, row, all));
}

/** What the client has seen by looking: the date by which to tell, or a notice in its hold. */
async function seenBy(tx: Queryable, scope: EngagementScope, row: SharingRow, now: Date): Promise<SharingChanges | null> {
  if (row.step === 'tell' && row.tell_heard_at === null) return { tell_heard_at: now, look_at: now };
  if (row.notice_state !== 'held' || row.notice_shown_at !== null) return null;
  const { terms } = await known(tx, scope, row, now);
  return { notice_shown_at: now, notice_send_at: new Date(now.getTime() + terms.ladder.holdHours * 3_600_000), look_at: now };
}

/** Where this stands. A client who looks at a notice in its hold has seen it: from then on its hours run. So do the days to tell the sponsor. */
export async function ladderOf(context: AppContext, who: Actor | Party, engagementId: string): Promise<Ladder> {
  const now = context.clock.now();
  const done = await context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'see-ladder');
    const row = await move(tx, scope, now);
    const seen = scope.role === 'client' ? await seenBy(tx, scope, row, now) : null;
    if (seen === null) return shown(tx, scope, row, now);
    await changeSharing(tx, scope, seen, false);
    return shown(tx, scope, { ...row, ...seen }, now);
  });
  await context.jobs.wake(noticesName);
  return done;
}

/** What an act has before it: brought up to date and held. */
export interface Held {
  tx: Queryable;
  scope: EngagementScope;
  row: SharingRow;
  all: Known;
  can: Ladder['can'];
  now: Date;
}

export const changedMeanwhile = (): AppError => new AppError('conflict', 'This has changed meanwhile. Look at it again.');

/** Runs one act on a ladder that is up to date. `act` answers what changes; null for an act that was done already. */
export async function acting(context: AppContext, who: Actor | Party, at: { engagementId: string; action: Action; version: number }, act: (held: Held) => Promise<SharingChanges | null>): Promise<Ladder> {
  const now = context.clock.now();
  const done = await context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, at.engagementId, at.action);
    const row = await move(tx, scope, now);
    const all = await known(tx, scope, row, now);
    const { can } = presentLadder(row, all, scope, await deliveryOf(tx, row, all));
    const changes = await act({ tx, scope, row, all, can, now });
    if (changes === null) return shown(tx, scope, row, now);
    if (row.version !== at.version) throw changedMeanwhile();
    await changeSharing(tx, scope, changes);
    return shown(tx, scope, await move(tx, scope, now), now);
  });
  await context.jobs.wake(noticesName);
  return done;
}

const refuse = (why: string): AppError => new AppError('conflict', why);

/** Stops everything until a date, whoever of the two asks, and for whatever reason. */
export const pause = (context: AppContext, who: Party, engagementId: string, { version, until }: { version: number; until: string }): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'pause-ladder', version }, async ({ row, scope, now }) => {
    if (row.paused_until === until) return null;
    if (until <= now.toISOString().slice(0, 10)) throw invalid('until', 'must be a day after today');
    if (Date.parse(until) > now.getTime() + longestPauseDays * 86_400_000) throw invalid('until', `must be within ${longestPauseDays} days`);
    return { paused_until: until, paused_by: scope.personId };
  });

/** Goes on: whoever paused it, or the client. */
export const resume = (context: AppContext, who: Party, engagementId: string, version: number): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'pause-ladder', version }, async ({ row, can }) => {
    if (row.paused_until === null) return null;
    if (!can.resume) throw refuse('Your client paused this. It goes on at the date, or when they say so.');
    return { paused_until: null, paused_by: null };
  });

/** The coach has talked with the client. */
export const talked = (context: AppContext, who: Party, engagementId: string, version: number): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'run-ladder', version }, async ({ row, can, now }) => {
    if (row.talked_at !== null) return null;
    if (!can.talked) throw refuse('There is nothing to talk about at this step.');
    return { talked_at: now };
  });

/** Keeps the client's words to the sponsor, for the client alone. */
export const draft = (context: AppContext, who: Party, engagementId: string, { version, text }: { version: number; text: string }): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'own-ladder', version }, async ({ row, can }) => {
    if (row.draft === text) return null;
    if (!can.draft) throw refuse('There is nothing to tell at this step.');
    return { draft: text };
  });

/** Whoever was told first by the client needs no notice. */
export async function afterTold({ tx, scope, row, all, now }: Omit<Held, 'can'>): Promise<void> {
  await withdrawNotices(tx, scope.tenantId, ladderKey(scope.engagementId));
  await offerNotice(tx, coachNotice(about(all, standingOf(row), now), 'told', now.toISOString()), now);
}

/** The client told the sponsor without Fieldwork: their word is enough. */
export const toldMyself = (context: AppContext, who: Party, engagementId: string, version: number): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'own-ladder', version }, async (held) => {
    if (held.row.told_at !== null) return null;
    if (!held.can.tell) throw refuse('There is nothing to tell at this step.');
    await afterTold(held);
    return { told_at: held.now, told_how: 'self', draft: '', ...nothingPrepared };
  });

/** Puts the attendance-only notice into its hold. `words`: as the coach read them; other words by now are read first. */
export const sendNotice = (context: AppContext, who: Party, engagementId: string, { version, words }: { version: number; words: Message }): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'run-ladder', version }, async ({ tx, row, all, scope, can, now }) => {
    if (row.notice_state === 'held' && row.notice_by === scope.personId) return null;
    if (!can.send) throw refuse('There is no notice to send at this moment.');
    if (words.subject !== all.words.subject || words.lines.join('\n') !== all.words.lines.join('\n')) throw changedMeanwhile();
    return { ...(await prepare(tx, all, row, now)), notice_by: scope.personId };
  });

async function stopped(held: Held): Promise<void> {
  const { tx, scope, row, all } = held;
  await withdrawNotices(tx, scope.tenantId, sponsorKey(scope.engagementId, row.notice_id!));
  await withdrawNotices(tx, scope.tenantId, shownKey(scope.engagementId, row.notice_id!));
  const delivery = await deliveryOf(tx, row, all);
  if (delivery !== null && delivery !== 'dropped') throw refuse('The notice has left already.');
}

/** Takes the notice back before it has left: the coach because they think better of it, the client with a word to the coach. */
export const stopNotice = (context: AppContext, who: Party, engagementId: string, { version, why }: { version: number; why: string }): Promise<Ladder> =>
  acting(context, who, { engagementId, action: 'pause-ladder', version }, async (held) => {
    const { row, scope, can, tx, all, now } = held;
    if (row.notice_state === null) return null;
    const byClient = scope.role === 'client';
    if (!(byClient ? can.object : can.stop)) throw refuse(byClient && row.objected_at ? 'You have stopped this once. If a session was otherwise, say so at the session: then nothing leaves.' : 'The notice has left already.');
    await stopped(held);
    if (byClient) await offerNotice(tx, coachNotice(about(all, standingOf(row), now), 'objected', row.notice_id!), now);
    return { ...nothingPrepared, ...(byClient && { objection: why, objected_at: now }) };
  });

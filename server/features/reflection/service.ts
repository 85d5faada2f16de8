import type { Actor } from '../../access/actor.ts';
import { authoriseClient, type ClientScope } from '../../access/own.ts';
import { authorise, authoriseSystem, type EngagementScope } from '../../access/scope.ts';
import { mayReadReflection } from '../../access/visibility.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { markUsed, mondayOfBlock } from '../blocks/service.ts';
import { findPerson } from '../people/service.ts';
import type { Bring, Brought, MarkReview, PastReviews, Reflection, Review, SaveAnswer, SavePrompts } from './contract.ts';
import { openCommitments } from './fieldwork/open-commitments.ts';
import { presentAnswers, presentBrought, presentReflection } from './present.ts';
import { daysOf, defaultPrompts, isOpenIn, weekAt } from './rules.ts';
import {
  broughtTo, findPrompts, findReview, forgetPrompts, keepAnswer, keepPrompts, ownEngagements, reflectionsOf, reviewsBefore, setBrought, useReview,
} from './store.ts';

export { erasure, personal } from './store.ts';

export { openCommitments } from './fieldwork/open-commitments.ts';
export { weekAt } from './rules.ts';

/** Past reviews answered at once. */
const pageOfReviews = 26;

const reader = (tx: Queryable, actor: Actor): Promise<ClientScope> => authoriseClient(tx, actor, 'The review');

/** Opens a client's reviews for writing: one of their engagements has to go on. */
async function writer(tx: Queryable, actor: Actor, now: Date): Promise<ClientScope> {
  const scope = await reader(tx, actor);
  await mustGoOn(tx, scope, now);
  return scope;
}

async function mustGoOn(tx: Queryable, scope: ClientScope, now: Date): Promise<void> {
  if ((await ownEngagements(tx, scope, now)).length === 0) throw new AppError('conflict', 'Your engagement has ended. What you wrote stays readable.');
}

/** Notes that a week's review was used, and with it the block that was placed for it: that is what "kept" means. */
async function use(tx: Queryable, scope: ClientScope, week: string, now: Date, done: boolean | null): Promise<void> {
  await Promise.all([useReview(tx, scope, week, now, done), markUsed(tx, scope.tenantId, scope.personId, daysOf(week).startsOn, now)]);
}

async function currentWeek(tx: Queryable, scope: ClientScope, now: Date): Promise<string> {
  const person = await findPerson(tx, scope.tenantId, scope.personId);
  return weekAt(now, person?.zone ?? 'UTC');
}

async function engagementsOf(tx: Queryable, scope: ClientScope, now: Date): Promise<Review['engagements']> {
  const shown: Review['engagements'] = [];
  for (const { id, coach_name, next_session_at } of await ownEngagements(tx, scope, now)) {
    const fieldwork = await openCommitments(tx, authoriseSystem(scope.tenantId, id));
    shown.push({ id, coachName: coach_name, nextSessionAt: next_session_at?.toISOString() ?? null, fieldwork });
  }
  return shown;
}

async function view(tx: Queryable, scope: ClientScope, wanted: string | null, now: Date): Promise<Review> {
  const current = await currentWeek(tx, scope, now);
  const week = wanted ?? current;
  const [kept, own, rows, engagements] = await Promise.all([findReview(tx, scope, week), findPrompts(tx, scope), reflectionsOf(tx, scope, [week]), engagementsOf(tx, scope, now)]);
  const prompts = own?.prompts ?? defaultPrompts;
  const canWrite = engagements.length > 0 && isOpenIn(week, current);
  return {
    week, ...daysOf(week), current: week === current, canWrite,
    usedAt: kept?.used_at?.toISOString() ?? null,
    doneAt: kept?.done_at?.toISOString() ?? null,
    prompts, promptsVersion: own?.version ?? 0,
    // What is closed stays as it was asked; what can be written is asked as the client words it now.
    reflections: canWrite ? presentAnswers(prompts, rows) : rows.map(presentReflection),
    engagements,
  };
}

/** The review of a week, of the week of a review block, or of this one. It is there without anybody having placed a block for it. */
export function readReview(context: AppContext, actor: Actor, { week, block }: { week?: string | undefined; block?: string | undefined }): Promise<Review> {
  return context.db.reading(actor.tenantId, async (tx) => {
    const scope = await reader(tx, actor);
    const ofBlock = block ? await mondayOfBlock(tx, scope, block) : null;
    if (block && !ofBlock) throw notFound('The review');
    return view(tx, scope, week ?? (ofBlock && weekAt(new Date(ofBlock), 'UTC')), context.clock.now());
  });
}

/** Runs a change to a week that can be written in. */
function inWeek<T>(context: AppContext, actor: Actor, week: string, work: (tx: Queryable, scope: ClientScope, now: Date) => Promise<T>): Promise<T> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await reader(tx, actor);
    const [current] = await Promise.all([currentWeek(tx, scope, now), mustGoOn(tx, scope, now)]);
    if (!isOpenIn(week, current)) throw invalid('week', 'must be this week, the next one, or one of the last eight');
    return work(tx, scope, now);
  });
}

const elsewhere = (theirs: Reflection): AppError =>
  new AppError('conflict', 'This was changed in another window meanwhile. Both versions are kept until you choose.', { details: { theirs } });

/**
 * Keeps an answer. The same again (a lost answer, tried once more) is done already; another text than the one that was read is a
 * conflict that hands back what is kept, so that neither is lost.
 */
export function answer(context: AppContext, actor: Actor, body: SaveAnswer): Promise<Reflection> {
  return inWeek(context, actor, body.week, async (tx, scope, now) => {
    const { week, key, text, version } = body;
    const [own, rows] = await Promise.all([findPrompts(tx, scope), reflectionsOf(tx, scope, [week])]);
    const prompt = (own?.prompts ?? defaultPrompts).find((one) => one.key === key)!.text;
    const before = rows.find((row) => row.prompt_key === key);
    if (before?.text === text) return { ...presentReflection(before), prompt };
    if (!before && text === '') return { key, prompt, text, version: 0, updatedAt: null, broughtTo: null };
    // Asked together and done in this order: an answer belongs to a review that is there.
    const [, kept] = await Promise.all([use(tx, scope, week, now, null), keepAnswer(tx, scope, { week, key, prompt, text, version, now })]);
    if (kept) return presentReflection(kept);
    const theirs = (await reflectionsOf(tx, scope, [week])).find((row) => row.prompt_key === key);
    throw elsewhere(theirs ? presentReflection(theirs) : { key, prompt, text: '', version: 0, updatedAt: null, broughtTo: null });
  });
}

/** Lets the coach of one engagement read an answer from now on, or nobody any more. */
export function bringAnswer(context: AppContext, actor: Actor, body: Bring): Promise<Review> {
  return inWeek(context, actor, body.week, async (tx, scope, now) => {
    const mine = await ownEngagements(tx, scope, now);
    if (body.engagementId !== null && !mine.some(({ id }) => id === body.engagementId)) throw invalid('engagementId', 'must be an engagement in which you are coached');
    if (!(await setBrought(tx, scope, { ...body, now }))) throw new AppError('conflict', 'There is nothing to bring yet. Write a line first.');
    await use(tx, scope, body.week, now, null);
    return view(tx, scope, body.week, now);
  });
}

/** Notes that the review was used, is done, or is open again. */
export function mark(context: AppContext, actor: Actor, body: MarkReview): Promise<Review> {
  return inWeek(context, actor, body.week, async (tx, scope, now) => {
    await use(tx, scope, body.week, now, body.mark === 'used' ? null : body.mark === 'done');
    return view(tx, scope, body.week, now);
  });
}

/** Words and orders the prompts anew; null goes back to the product's own. Answers stay with their prompts. */
export function changePrompts(context: AppContext, actor: Actor, body: SavePrompts | null): Promise<Review> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await writer(tx, actor, now);
    if (body === null) await forgetPrompts(tx, scope);
    else if (!(await keepPrompts(tx, scope, body.version, body.prompts))) throw new AppError('conflict', 'Your prompts were changed in another window meanwhile. Look at them again, then change them.');
    return view(tx, scope, null, now);
  });
}

/** Reviews that were used, newest first, for their client alone. */
export function pastReviews(context: AppContext, actor: Actor, before: string | undefined): Promise<PastReviews> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await reader(tx, actor);
    const rows = await reviewsBefore(tx, scope, before ?? (await currentWeek(tx, scope, now)), pageOfReviews + 1);
    const shown = rows.slice(0, pageOfReviews);
    const texts = await reflectionsOf(tx, scope, shown.map(({ week }) => week));
    return {
      reviews: shown.map(({ week, done_at }) => ({
        week, ...daysOf(week), doneAt: done_at?.toISOString() ?? null,
        reflections: texts.filter((row) => row.week === week).map(presentReflection),
      })),
      more: rows.length > pageOfReviews,
    };
  });
}

/** What the client brought to this engagement, for those who may read it. */
export async function broughtReflections(tx: Queryable, scope: EngagementScope): Promise<Brought[]> {
  return mayReadReflection(scope, true) ? (await broughtTo(tx, scope)).map(presentBrought) : [];
}

export function listBrought(context: AppContext, actor: Actor, engagementId: string): Promise<Brought[]> {
  return context.db.scoped(actor.tenantId, async (tx) => broughtReflections(tx, await authorise(tx, actor, engagementId, 'see-work')));
}

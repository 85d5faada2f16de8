import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { authorise, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { OpenedLink } from '../availability/service.ts';
import { readEngagement, record } from '../engagements/service.ts';
import { noticesName } from '../nudges/service.ts';
import type { Relaxation } from '../scheduling/contract.ts';
import { checkOffered } from '../scheduling/service.ts';
import type { askVote, CoachVotes, GiveAnswers, Vote, VoteList } from './contract.ts';
import { advanceVote, finish, votesName } from './decide/decide.ts';
import { holdsName } from './holds/work.ts';
import { sendVoteMail } from './mail/send.ts';
import { presentForCoach, presentVote, votersOf } from './present.ts';
import { chaseAt } from './rules.ts';
import { insertVote, openVotesOf, readVote, saveAnswers, votesOf, type NewVote, type VoteRow } from './store.ts';
import { tellAsked } from './tell/tell.ts';

export { erasure, personal } from './store.ts';

export { holdsStandFor, waitingForViewer } from './store.ts';
export { holdsName } from './holds/work.ts';

type Ask = z.output<typeof askVote>;

/** How long a vote that is over stays on the screens of its engagement, in milliseconds. */
const shownAfter = 14 * 86_400_000;

/** One vote for somebody who may do `action` in its engagement; 404 for everybody else. */
async function open(tx: Queryable, actor: Actor, voteId: string, action: 'see' | 'book'): Promise<{ scope: EngagementScope; vote: VoteRow }> {
  const vote = await readVote(tx, actor.tenantId, voteId);
  if (!vote) throw notFound('The vote');
  const scope = await authorise(tx, actor, vote.engagement_id, action).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not-found' ? notFound('The vote') : error;
  });
  return { scope, vote };
}

const shown = (context: AppContext, actor: Actor, voteId: string): Promise<Vote> =>
  context.db.scoped(actor.tenantId, async (tx) => {
    const { scope, vote } = await open(tx, actor, voteId, 'see');
    return presentVote(vote, scope, context.clock.now());
  });

export const see = shown;

export const listOf = (context: AppContext, actor: Actor, engagementId: string): Promise<VoteList> =>
  context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'see');
    const now = context.clock.now();
    const rows = await votesOf(tx, scope, new Date(now.getTime() - shownAfter));
    return { votes: rows.map((row) => presentVote(row, scope, now)) };
  });

/** What is wrong with the question itself. Answers the starts in order, and all that is loosened. */
function checked(context: AppContext, engagement: Awaited<ReturnType<typeof readEngagement>>, body: Ask): { starts: number[]; relax: Relaxation[] } {
  const starts = body.starts.map((start) => Date.parse(start));
  starts.forEach((start, index) => {
    if (starts.indexOf(start) !== index) throw invalid(`starts.${index}`, 'must not be there twice');
  });
  const deadline = Date.parse(body.deadline);
  if (deadline <= context.clock.now().getTime()) throw invalid('deadline', 'must be in the future');
  if (deadline > Math.min(...starts)) throw invalid('deadline', 'must not be after the first of the times');
  body.optionalPeople.forEach((personId, index) => {
    // A session is the client's and the coach's; only the sponsor may be missed.
    const person = engagement.people.find(({ id }) => id === personId);
    if (person?.role !== 'sponsor') throw invalid(`optionalPeople.${index}`, 'must be the sponsor of this engagement');
  });
  const named = body.optionalPeople.filter((personId, index, all) => all.indexOf(personId) === index && !body.relax.some((one) => one.type === 'optional' && one.personId === personId));
  return { starts, relax: [...body.relax, ...named.map((personId) => ({ type: 'optional' as const, personId }))] };
}

function rowsFor(context: AppContext, scope: EngagementScope, body: Ask, made: { starts: number[]; relax: Relaxation[]; people: VoteRow['people'] }): NewVote {
  const now = context.clock.now();
  const deadline = new Date(body.deadline);
  const slots = made.starts.toSorted((a, b) => a - b).map((start) => ({ id: newId(), start: new Date(start), end: new Date(start + body.minutes * 60_000) }));
  const voters = votersOf({ people: made.people, kind: body.kind, relaxed: made.relax }).map(({ person }) => person);
  return {
    tenantId: scope.tenantId, id: body.id, engagementId: scope.engagementId, kind: body.kind, relaxed: made.relax, askedBy: scope.personId,
    now, deadline, chaseAt: chaseAt(now, deadline), sessionId: newId(), slots,
    mail: voters.some((person) => person.object_id === null) ? 'waiting' : 'none',
    // Whoever is outside has no calendar that we may write.
    holds: voters.filter((person) => person.object_id !== null).flatMap((person) => slots.map((slot) => ({ id: newId(), slotId: slot.id, personId: person.id }))),
  };
}

/** Asks: looks at the times again, keeps them and what each calendar is to hold, and mails a coach outside their link. The same id again asks nothing anew. */
export async function ask(context: AppContext, actor: Actor, engagementId: string, body: Ask): Promise<Vote> {
  const { scope, engagement, there } = await context.db.scoped(actor.tenantId, async (tx) => {
    const proof = await authorise(tx, actor, engagementId, 'book');
    return { scope: proof, engagement: await readEngagement(tx, proof, context.clock.now()), there: await readVote(tx, actor.tenantId, body.id) };
  });
  if (there) return shown(context, actor, body.id);
  const { starts, relax } = checked(context, engagement, body);
  const microsoft = context.microsoft.onBehalfOf(actor);
  const offer = { kind: body.kind, minutes: body.minutes, starts, relax };
  await checkOffered(context, scope, (emails, from, to) => microsoft.schedules(emails, from, to), offer, (index) => `starts.${index}`);
  const rows = rowsFor(context, scope, body, { starts, relax, people: engagement.people });
  await context.db.scoped(actor.tenantId, (tx) => store(tx, rows));
  for (const name of [holdsName, votesName, noticesName]) await context.jobs.wake(name);
  if (rows.mail === 'waiting') await sendVoteMail(context, actor, body.id);
  return shown(context, actor, body.id);
}

async function store(tx: Queryable, rows: NewVote): Promise<void> {
  if (!(await insertVote(tx, rows))) return;
  const { tenantId, id: voteId, engagementId, askedBy, now } = rows;
  const vote = (await readVote(tx, tenantId, voteId))!;
  // Whoever chose the times can make them.
  if (votersOf(vote).some(({ person }) => person.id === askedBy)) {
    await saveAnswers(tx, { tenantId, voteId, personId: askedBy }, rows.slots.map(({ id }) => ({ slotId: id, answer: 'yes' as const })), now);
  }
  await record(tx, { tenantId, engagementId, actorId: askedBy, what: 'vote-asked', detail: { voteId }, now });
  await tellAsked(tx, vote, now);
}

/** Answers are weighed at once: whoever gave the last one sees what came of it. What fails is kept as due. */
async function weigh(context: AppContext, key: { tenant_id: string; id: string }): Promise<void> {
  await advanceVote(context, key).catch((error: unknown) => {
    context.log.error({ voteId: key.id, name: (error as Error).name }, 'a vote could not be weighed');
  });
  await context.jobs.wake(votesName);
}

async function keep(context: AppContext, tx: Queryable, vote: VoteRow, personId: string, { answers }: GiveAnswers): Promise<void> {
  answers.forEach(({ slotId }, index) => {
    if (!vote.slots.some((slot) => slot.id === slotId)) throw invalid(`answers.${index}.slotId`, 'is no time of this vote');
    if (answers.findIndex((one) => one.slotId === slotId) !== index) throw invalid(`answers.${index}.slotId`, 'must not be there twice');
  });
  if (vote.status === 'active' && (await saveAnswers(tx, { tenantId: vote.tenant_id, voteId: vote.id, personId }, answers, context.clock.now()))) return;
  throw new AppError('conflict', 'This vote is over. Look at what came of it.');
}

/** Gives or changes one's own answers. */
export async function answer(context: AppContext, actor: Actor, voteId: string, body: GiveAnswers): Promise<Vote> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    const { vote } = await open(tx, actor, voteId, 'see');
    // Whoever is not asked has no answer to give, and is told no more than a stranger.
    if (!votersOf(vote).some(({ person }) => person.id === actor.personId)) throw notFound('The vote');
    await keep(context, tx, vote, actor.personId, body);
  });
  await weigh(context, { tenant_id: actor.tenantId, id: voteId });
  return shown(context, actor, voteId);
}

/** Calls a vote off: its holds go, and nobody is asked any more. Calling it off twice is fine. */
export async function cancel(context: AppContext, actor: Actor, voteId: string): Promise<Vote> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    const { vote } = await open(tx, actor, voteId, 'book');
    if (vote.state === 'cancelled') return;
    if (!(await finish(tx, vote, { state: 'cancelled', by: actor.personId }, context.clock.now()))) throw new AppError('conflict', 'This vote is over. Look at what came of it.');
  });
  await context.jobs.wake(holdsName);
  return shown(context, actor, voteId);
}

/** Ends the votes that a person who leaves for good asked for, or that cannot go on without them; their holds are let go in the background. */
export async function endVotesOf(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }, now: Date): Promise<void> {
  for (const id of await openVotesOf(tx, tenantId, personId)) await finish(tx, (await readVote(tx, tenantId, id))!, { state: 'ended' }, now);
}

/** Sends the mail of a coach outside, when it could not be sent. */
export async function sendMail(context: AppContext, actor: Actor, voteId: string): Promise<Vote> {
  await context.db.scoped(actor.tenantId, (tx) => open(tx, actor, voteId, 'book'));
  await sendVoteMail(context, actor, voteId);
  return shown(context, actor, voteId);
}

/** The votes of the engagement that a coach's link was made for. */
export const votesForCoach = (context: AppContext, link: OpenedLink): Promise<CoachVotes> =>
  context.db.scoped(link.tenantId, async (tx) => {
    const now = context.clock.now();
    const rows = await votesOf(tx, link, new Date(now.getTime() - shownAfter));
    return { votes: rows.map((row) => presentForCoach(row, link.personId, now)) };
  });

/** The coach's own answers, by their link. */
export async function answerAsCoach(context: AppContext, link: OpenedLink, voteId: string, body: GiveAnswers): Promise<CoachVotes> {
  await context.db.scoped(link.tenantId, async (tx) => {
    const vote = await readVote(tx, link.tenantId, voteId);
    if (vote?.engagement_id !== link.engagementId) throw notFound('The vote');
    await keep(context, tx, vote, link.personId, body);
  });
  await weigh(context, { tenant_id: link.tenantId, id: voteId });
  return votesForCoach(context, link);
}

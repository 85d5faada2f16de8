import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { record } from '../../engagements/service.ts';
import { noticesName } from '../../nudges/service.ts';
import { bookAgreed, wakeCalendars } from '../../scheduling/service.ts';
import { holdsName } from '../holds/work.ts';
import { votersOf } from '../present.ts';
import { decide, waitBefore, type Outcome } from '../rules.ts';
import { endVote, type VoteRow } from '../store.ts';
import { tellNothing, tellWaiting, untell } from '../tell/tell.ts';
import { claim, markTaken, noteChased, release } from './store.ts';

export const votesName = 'votes';

/** Somebody answered while the decision was being booked: it has to be thought over. */
class AnsweredMeanwhile extends Error {}

const consentWaitSeconds = 600;

function outcomeOf(vote: VoteRow, now: Date): Outcome {
  const voters = votersOf(vote);
  const ballots = vote.slots
    .filter((slot) => !slot.taken && new Date(slot.starts_at) > now)
    .map((slot) => ({ slotId: slot.id, start: Date.parse(slot.starts_at), answers: new Map(slot.answers.map((one) => [one.person_id, one.answer])) }));
  const electorate = {
    required: voters.filter(({ required }) => required).map(({ person }) => person.id),
    optional: voters.filter(({ required }) => !required).map(({ person }) => person.id),
  };
  return decide(ballots, electorate, now >= new Date(vote.deadline));
}

type End = { state: 'decided'; slotId: string } | { state: 'nothing' | 'ended' | 'cancelled'; by?: string };

/** In one transaction: the vote ends, its holds are to go, and nobody is asked any more. False when it was not as it was read. */
export async function finish(tx: Queryable, vote: VoteRow, to: End, now: Date): Promise<boolean> {
  if (!(await endVote(tx, vote, { ...to, now }))) return false;
  await untell(tx, vote);
  await record(tx, { tenantId: vote.tenant_id, engagementId: vote.engagement_id, actorId: 'by' in to ? (to.by ?? null) : null, what: `vote-${to.state}`, detail: { voteId: vote.id }, now });
  if (to.state === 'nothing') await tellNothing(tx, vote, now);
  return true;
}

/** Books the chosen time; false when it is not free any more: then it is out of the vote. */
async function book(context: AppContext, vote: VoteRow, slotId: string): Promise<boolean> {
  const slot = vote.slots.find((one) => one.id === slotId)!;
  const [start, end] = [new Date(slot.starts_at), new Date(slot.ends_at)];
  const { tenant_id: tenantId, engagement_id: engagementId, session_id: id, asked_by: askedBy, kind, relaxed: relax } = vote;
  const agreed = { tenantId, engagementId, id, askedBy, kind, start, minutes: (end.getTime() - start.getTime()) / 60_000, relax };
  const outcome = await bookAgreed(context, agreed, async (tx) => {
    if (!(await finish(tx, vote, { state: 'decided', slotId }, context.clock.now()))) throw new AnsweredMeanwhile();
  });
  if (outcome === 'taken') await context.db.scoped(tenantId, (tx) => markTaken(tx, vote, slotId));
  return outcome === 'booked';
}

/** Does what is due of one vote, and answers when to look at it again: null once it has ended. */
async function advance(context: AppContext, vote: VoteRow): Promise<Date | null> {
  const now = context.clock.now();
  const { db, jobs } = context;
  const ended = async (state: 'nothing' | 'ended'): Promise<Date | null> => {
    const done = await db.scoped(vote.tenant_id, (tx) => finish(tx, vote, { state }, now));
    await jobs.wake(holdsName);
    await jobs.wake(noticesName);
    return done ? null : now;
  };
  if (vote.status !== 'active') return ended('ended');
  const outcome = outcomeOf(vote, now);
  if (outcome.kind === 'nothing') return ended('nothing');
  if (outcome.kind === 'chosen') {
    // With one time out of it, the others are weighed anew.
    if (!(await book(context, vote, outcome.slotId))) return now;
    await wakeCalendars(context);
    await jobs.wake(holdsName);
    return null;
  }
  if (vote.chase_at === null || now < new Date(vote.chase_at)) return new Date(vote.chase_at ?? vote.deadline);
  await db.scoped(vote.tenant_id, async (tx) => {
    if (await noteChased(tx, vote)) await tellWaiting(tx, vote, now);
  });
  await jobs.wake(noticesName);
  return new Date(vote.deadline);
}

/** When to try again after something went wrong; what is nobody's expectation is thrown on. */
function retryAt(context: AppContext, vote: VoteRow, error: unknown): Date {
  const now = context.clock.now().getTime();
  if (error instanceof AnsweredMeanwhile) return new Date(now);
  const failure = error instanceof MicrosoftFailure ? error : null;
  const seconds = failure && !failure.passing ? consentWaitSeconds : waitBefore(vote.attempts, failure?.retryAfterSeconds ?? null);
  context.log.warn({ voteId: vote.id, problem: failure?.kind ?? (error as Error).name }, 'a vote could not be brought further yet');
  return new Date(now + seconds * 1000);
}

/** Brings one vote further, if it is due and nobody else is at it. Answers whether it was. */
export async function advanceVote(context: AppContext, key: { tenant_id: string; id: string }): Promise<boolean> {
  const vote = await context.db.scoped(key.tenant_id, (tx) => claim(tx, key.tenant_id, key.id, context.clock.now()));
  if (!vote) return false;
  try {
    const next = await advance(context, vote);
    await context.db.scoped(key.tenant_id, (tx) => release(tx, vote, next, true));
  } catch (error) {
    const next = retryAt(context, vote, error);
    await context.db.scoped(key.tenant_id, (tx) => release(tx, vote, next, false));
    await context.jobs.wake(votesName, next);
    if (!(error instanceof MicrosoftFailure) && !(error instanceof AnsweredMeanwhile)) throw error;
  }
  return true;
}

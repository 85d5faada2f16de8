import type { z } from 'zod';
import type { Party } from '../../access/actor.ts';
import { may, type Action } from '../../access/policies.ts';
import { authorise, authoriseSession, prove, sayingOf, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { lastEventId, logEvent } from '../../platform/live/event-log.ts';
import { boardOf } from './board/board.ts';
import {
  mostOfSession, type addCommitment, type Board, type changeCommitment, type Commitment, type CommitmentList, type CommitmentStep, type due, type LineRead, type Readback,
  type readLine as readLineBody,
  type reviewCommitment,
} from './contract.ts';
import { wakeOwner } from './owner/owner.ts';
import { presentCommitment, presentReadback } from './present.ts';
import { mayReword, mayStep, reviewTo, slipDueAt, stepTo } from './rules.ts';
import {
  changeCommitmentRow, confirm, noteReadBack, confirmations, countKnown, countOfSession, endHelpRows, engagementOf, goalsOf, insertCommitment, listCommitments,
  ofSession, partiesOf, readCommitment, reorder, saveReview, sessionFacts, surroundings, type Changes, type CommitmentRow,
} from './store.ts';
import { readLine } from './when/read-line.ts';
import { inWords, readWhen, type WhenProblem } from './when/read-when.ts';

export { erasure } from './forget/rows.ts';
export { boardOf, live } from './board/board.ts';
export { personal } from './store.ts';
export { brought, ownerWorkName, takeFromOwner, wordsFrom, type OwnersChange } from './owner/owner.ts';

/** Kinds of live events of an engagement's fieldwork. */
type EventName = 'commitment' | 'review' | 'order' | 'readback' | 'agenda';

const tell = (tx: Queryable, scope: EngagementScope, name: EventName, itemId: string | null, now: Date): Promise<void> =>
  logEvent(tx, { tenantId: scope.tenantId, topic: scope.engagementId, name, itemId, now });

/** Commitments of an engagement, in order. */
export async function listOf(context: AppContext, party: Party, engagementId: string): Promise<CommitmentList> {
  return context.db.scoped(party.tenantId, async (tx) => {
    const scope = await authorise(tx, party, engagementId, 'see-fieldwork');
    // The event first: what changes after it is followed, and perhaps told twice.
    const last = await lastEventId(tx, scope.tenantId, scope.engagementId);
    const { zone } = await surroundings(tx, scope, context.clock.now());
    return {
      engagementId: scope.engagementId,
      myRole: scope.role!,
      commitments: (await listCommitments(tx, scope)).map((row) => presentCommitment(row, scope)),
      goals: await goalsOf(tx, scope),
      zone,
      can: { write: may(scope, 'do-fieldwork', scope.status) },
      lastEventId: last,
    };
  });
}

/** What is taken on and not done yet, in order, inside somebody's transaction; the scope must allow to see fieldwork. */
export const openOf = async (tx: Queryable, scope: EngagementScope): Promise<CommitmentRow[]> => (await listCommitments(tx, scope)).filter(({ state }) => state === 'open');

/** Help was given or is not wanted any more, inside somebody's transaction; the scope must allow to prepare. What was asked for after `until` stays. */
export const endHelp = (tx: Queryable, scope: EngagementScope, ids: string[], until: Date): Promise<void> => endHelpRows(tx, scope, ids, until);

/** What stands on a session's list, in order, inside somebody's transaction; the scope must allow to see fieldwork. */
export const agreedIn = (tx: Queryable, scope: EngagementScope, sessionId: string): Promise<CommitmentRow[]> => ofSession(tx, scope, sessionId);

/** Goals as worded on the engagement; the scope must allow to see them. */
export const goalTitles = async (tx: Queryable, scope: EngagementScope): Promise<string[]> => (await goalsOf(tx, scope)).map(({ title }) => title);

/** Reads one typed line without keeping anything. Throws `invalid` for a session that is not of this engagement. */
export async function understand(context: AppContext, party: Party, engagementId: string, { line, sessionId }: z.output<typeof readLineBody>): Promise<LineRead> {
  const now = context.clock.now();
  const { zone, next } = await context.db.scoped(party.tenantId, async (tx) => {
    const scope = await authorise(tx, party, engagementId, 'do-fieldwork');
    if (sessionId && !(await sessionFacts(tx, scope, sessionId))) throw invalid('sessionId', 'is no session of this engagement');
    return surroundings(tx, scope, now, sessionId);
  });
  const read = readLine(line, { now, zone, nextSession: next });
  return { text: read.text, due: read.due && { ...read.due, words: inWords(read.due.on, { now, zone }) }, problem: read.problem, zone };
}

const whyNot: Record<WhenProblem, string> = {
  'no-such-date': 'is no day of the calendar',
  passed: 'is a day that has passed',
};

/** Nothing was typed in the future, whatever a clock says. */
const earlier = (said: Date, now: Date): Date => (said < now ? said : now);

/** The day that is meant, ISO. Words count from when they were typed: what was typed offline on Monday means Monday's Friday. */
async function dueOnOf(tx: Queryable, scope: EngagementScope, given: z.output<typeof due>, now: Date, sessionId: string | null): Promise<string | null> {
  if (given === null) return null;
  if (given.type === 'day') return given.on;
  const saidAt = earlier(new Date(given.saidAt), now);
  const { zone, next } = await surroundings(tx, scope, saidAt, sessionId);
  const when = readWhen(given.said, { now: saidAt, zone, nextSession: next });
  if (when === null) throw invalid('due.said', 'must name a day, such as "fri", "12 March" or "before next session"');
  if ('problem' in when) throw invalid('due.said', whyNot[when.problem]);
  return when.on;
}

/** The words and the day of a new line. */
async function understood(tx: Queryable, scope: EngagementScope, { text, due: given, sessionId }: z.output<typeof addCommitment>, now: Date): Promise<{ text: string; dueOn: string | null }> {
  if (given?.type !== 'in-text') return { text, dueOn: await dueOnOf(tx, scope, given, now, sessionId) };
  const saidAt = earlier(new Date(given.saidAt), now);
  const { zone, next } = await surroundings(tx, scope, saidAt, sessionId);
  const read = readLine(text, { now: saidAt, zone, nextSession: next });
  return { text: read.text, dueOn: read.due?.on ?? null };
}

async function checkGoal(tx: Queryable, scope: EngagementScope, goalId: string | null | undefined): Promise<void> {
  if (goalId && !(await goalsOf(tx, scope)).some(({ id }) => id === goalId)) throw invalid('goalId', 'is no goal of this engagement');
}

async function shown(tx: Queryable, scope: EngagementScope, id: string): Promise<Commitment> {
  return presentCommitment((await readCommitment(tx, scope, id, false))!, scope);
}

/** Adds a commitment: the client's own is taken on at once, a coach's is a proposal. The same id again answers the one that is there. */
export async function add(context: AppContext, party: Party, engagementId: string, body: z.output<typeof addCommitment>): Promise<Commitment> {
  const now = context.clock.now();
  const done = await context.db.scoped(party.tenantId, async (tx) => {
    const scope = await authorise(tx, party, engagementId, 'do-fieldwork');
    const [known, session, count, { zone }] = await Promise.all([
      engagementOf(tx, scope.tenantId, body.id), body.sessionId && sessionFacts(tx, scope, body.sessionId), countOfSession(tx, scope, body.sessionId), surroundings(tx, scope, now),
    ]);
    if (known) return again(tx, scope, body.id);
    if (body.sessionId && !session) throw invalid('sessionId', 'is no session of this engagement');
    if (count >= mostOfSession) throw new AppError('conflict', `One session holds ${mostOfSession} lines at most.`);
    await checkGoal(tx, scope, body.goalId);
    const { text, dueOn } = await understood(tx, scope, body, now);
    const state = scope.role === 'client' ? 'open' : 'proposed';
    const slip = slipDueAt({ state, removed_at: null, due_on: dueOn, slipped_on: null }, zone);
    if (!(await insertCommitment(tx, scope, { ...body, text, dueOn, state, slipDueAt: slip, now }))) return again(tx, scope, body.id);
    const [kept] = await Promise.all([shown(tx, scope, body.id), tell(tx, scope, 'commitment', body.id, now)]);
    return kept;
  });
  await wakeOwner(context);
  return done;
}

/** A request that came before; an id of another engagement is told from it and shows nothing. */
async function again(tx: Queryable, scope: EngagementScope, id: string): Promise<Commitment> {
  const row = await readCommitment(tx, scope, id, false);
  if (!row) throw new AppError('conflict', 'This id was used for something else.');
  return presentCommitment(row, scope);
}

/** Changes a held row and sets when its due day goes by. */
async function timeSlip(tx: Queryable, scope: EngagementScope, row: CommitmentRow, changes: Changes, now: Date): Promise<void> {
  const { zone } = await surroundings(tx, scope, now);
  await changeCommitmentRow(tx, row, changes, { slipDueAt: slipDueAt({ ...row, ...changes }, zone), now });
}

interface Held {
  scope: EngagementScope;
  row: CommitmentRow;
}

/** One commitment, held for a change. */
async function hold(tx: Queryable, party: Party, commitmentId: string, action: Action): Promise<Held> {
  const parties = await partiesOf(tx, party.tenantId, commitmentId);
  if (!parties) throw notFound('This line of fieldwork');
  const scope = sayingOf('This line of fieldwork', () => prove(parties, party, parties.engagement_id, action));
  return { scope, row: (await readCommitment(tx, scope, commitmentId, true))! };
}

/**
 * Rewords, re-dates. Somebody else's change since `version` is never overwritten: AppError 'conflict' with `details.current`, so that
 * the screen shows both wordings.
 */
export async function change(context: AppContext, party: Party, commitmentId: string, body: z.output<typeof changeCommitment>): Promise<Commitment> {
  const now = context.clock.now();
  const done = await context.db.scoped(party.tenantId, async (tx) => {
    const { scope, row } = await hold(tx, party, commitmentId, 'do-fieldwork');
    if (!mayReword(scope.role, row)) throw new AppError('conflict', 'The client has taken this on: its wording is theirs. Propose another line instead.');
    await checkGoal(tx, scope, body.goalId);
    const changes: Changes = {
      ...(body.text !== undefined && { text: body.text }),
      ...(body.goalId !== undefined && { goal_id: body.goalId }),
      ...(body.due !== undefined && { due_on: await dueOnOf(tx, scope, body.due, now, row.session_id) }),
    };
    const differs = Object.entries(changes).some(([column, value]) => row[column as keyof Changes] !== value);
    if (differs && row.version !== body.version) {
      throw new AppError('conflict', 'Somebody else changed this line meanwhile. Both wordings are kept until you choose.', { details: { current: presentCommitment(row, scope) } });
    }
    if (differs) {
      await timeSlip(tx, scope, row, changes, now);
      await tell(tx, scope, 'commitment', row.id, now);
    }
    return shown(tx, scope, row.id);
  });
  await wakeOwner(context);
  return done;
}

const notNow = (): AppError => new AppError('conflict', 'This line has changed meanwhile. Look at it again.');

/** Takes one step with a commitment; a step that was taken already stays taken. */
export async function step(context: AppContext, party: Party, commitmentId: string, to: CommitmentStep): Promise<Commitment> {
  const now = context.clock.now();
  const done = await context.db.scoped(party.tenantId, async (tx) => {
    const { scope, row } = await hold(tx, party, commitmentId, 'do-fieldwork');
    if (!mayStep(scope.role, row, to)) throw new AppError('conflict', 'This is for the client to decide.');
    const changes = stepTo(row, to, now);
    if (changes === null) throw notNow();
    if (Object.keys(changes).length === 0) return shown(tx, scope, row.id);
    await timeSlip(tx, scope, row, changes, now);
    const [kept] = await Promise.all([
      shown(tx, scope, row.id),
      tell(tx, scope, 'commitment', row.id, now),
      // It stands on the next agenda from now on, which is drafted from what is open whenever somebody looks.
      changes.wants_help && tell(tx, scope, 'agenda', null, now),
    ]);
    return kept;
  });
  await wakeOwner(context);
  return done;
}

/** Looks back on a commitment in a session. What is not done and has no day any more gets the day before the next session. */
export async function lookBack(context: AppContext, party: Party, commitmentId: string, body: z.output<typeof reviewCommitment>): Promise<Commitment> {
  const now = context.clock.now();
  const done = await context.db.scoped(party.tenantId, async (tx) => {
    const { scope, row } = await hold(tx, party, commitmentId, 'do-fieldwork');
    if (!(await sessionFacts(tx, scope, body.sessionId))) throw invalid('sessionId', 'is no session of this engagement');
    if (row.removed_at !== null) throw notNow();
    if (!(await saveReview(tx, scope, { ...body, commitmentId, now }))) {
      throw new AppError('conflict', 'Somebody else looked back on this meanwhile. Both are kept until you choose.', { details: { current: presentCommitment(row, scope) } });
    }
    const changes: Changes = reviewTo(row, body.outcome, now);
    if (changes.state === 'open') changes.due_on = await dueAfter(tx, scope, row, body, now);
    await timeSlip(tx, scope, row, changes, now);
    await tell(tx, scope, 'review', row.id, now);
    return shown(tx, scope, row.id);
  });
  await wakeOwner(context);
  return done;
}

async function dueAfter(tx: Queryable, scope: EngagementScope, row: CommitmentRow, { due: given, sessionId }: z.output<typeof reviewCommitment>, now: Date): Promise<string | null> {
  if (given !== undefined) return dueOnOf(tx, scope, given, now, sessionId);
  const { zone, next } = await surroundings(tx, scope, now, sessionId);
  const ahead = readWhen('next session', { now, zone, nextSession: next });
  const today = readWhen('today', { now, zone, nextSession: null }) as { on: string };
  if (row.due_on !== null && row.due_on >= today.on) return row.due_on;
  return ahead && 'on' in ahead ? ahead.on : null;
}

/** Puts a session's commitments into an order. */
export async function order(context: AppContext, party: Party, sessionId: string, ids: string[]): Promise<Board> {
  const now = context.clock.now();
  await context.db.scoped(party.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, party, sessionId, 'do-fieldwork');
    if ((await countKnown(tx, scope, sessionId, ids)) < new Set(ids).size) throw invalid('ids', 'must be lines of this session');
    await reorder(tx, scope, sessionId, ids);
    await tell(tx, scope, 'order', null, now);
  });
  return boardOf(context, party, sessionId);
}

/** Confirms the list as it was read. AppError 'conflict' when it is another one by now. */
export async function confirmList(context: AppContext, party: Party, sessionId: string, digest: string): Promise<Readback> {
  const now = context.clock.now();
  return context.db.scoped(party.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, party, sessionId, 'do-fieldwork');
    const rows = await ofSession(tx, scope, sessionId);
    if (presentReadback(rows, []).digest !== digest) throw new AppError('conflict', 'The list has changed since you read it. Read it again, then confirm.');
    await confirm(tx, scope, sessionId, digest, now);
    await tell(tx, scope, 'readback', null, now);
    const read = presentReadback(rows, await confirmations(tx, scope, sessionId));
    if (read.complete) await noteReadBack(tx, scope, sessionId, now);
    return read;
  });
}

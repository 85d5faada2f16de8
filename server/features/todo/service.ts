import type { Actor, Party } from '../../access/actor.ts';
import { authoriseClient } from '../../access/own.ts';
import { authoriseSession } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { notFound } from '../../platform/errors.ts';
import { ownerWorkName, step } from '../commitments/service.ts';
import type { AnswerList, AnswerRemoved, ChooseVersion, Todo } from './contract.ts';
import { presentTodo } from './present.ts';
import { merge } from './rules.ts';
import { changeList, changeTask, clientIn, ensureList, forgetTask, forgetTasks, look, readLines, readList, type LineRow } from './store.ts';

export { erasure, leaveTodo, personal } from './store.ts';

/** A look at the screen reads To Do anew unless that was done so many seconds ago. */
const freshSeconds = 20;

const aLine = 'This line of fieldwork';

/** The client's own; 404 for whoever is nobody's client, in the words of what is not there. */
async function own<T>(context: AppContext, actor: Actor, act: (tx: Queryable) => Promise<T>, what = 'To Do'): Promise<T> {
  return context.db.scoped(actor.tenantId, async (tx) => {
    await authoriseClient(tx, actor, what);
    return act(tx);
  });
}

const shown = async (tx: Queryable, actor: Actor): Promise<Todo> => presentTodo(await readList(tx, actor.tenantId, actor.personId), await readLines(tx, actor.tenantId, actor.personId));

/** How the client's fieldwork stands in their Microsoft To Do. Looking at it has To Do read. */
export async function todoOf(context: AppContext, actor: Actor): Promise<Todo> {
  const { todo, due } = await own(context, actor, async (tx) => {
    const reads = await look(tx, actor.tenantId, actor.personId, context.clock.now(), freshSeconds);
    return { todo: await shown(tx, actor), due: reads };
  });
  if (due) await context.jobs.wake(ownerWorkName);
  return todo;
}

/** Milliseconds before and after a session in which a look at its fieldwork is one of the meeting's. */
const beside = { before: 15 * 60_000, after: 60 * 60_000 };

/**
 * Whoever has the fieldwork of a session that is on before them, the coach too, has the client's To Do read: what was ticked there shows in
 * the meeting. They learn nothing of To Do itself; outside of the session's time it does nothing.
 */
export async function lookBeside(context: AppContext, who: Party, sessionId: string): Promise<void> {
  const now = context.clock.now();
  const due = await context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, who, sessionId, 'see-fieldwork');
    const client = await clientIn(tx, scope, sessionId, { now, ...beside });
    return client !== null && look(tx, scope.tenantId, client, now, freshSeconds);
  });
  if (due) await context.jobs.wake(ownerWorkName);
}

/** Changes something of the client's own, and has the list brought up to date. */
async function changed(context: AppContext, actor: Actor, act: (tx: Queryable) => Promise<void>, what = 'To Do'): Promise<Todo> {
  const row = { tenant_id: actor.tenantId, person_id: actor.personId };
  const now = context.clock.now();
  const todo = await own(context, actor, async (tx) => {
    await ensureList(tx, actor.tenantId, actor.personId, now);
    await act(tx);
    await changeList(tx, row, { due_at: now, active_at: now });
    return shown(tx, actor);
  }, what);
  await context.jobs.wake(ownerWorkName);
  return todo;
}

/** Switches To Do on or off. Tasks that are there stay as they are; switched on again, both sides are compared. */
export async function switchTo(context: AppContext, actor: Actor, wanted: boolean): Promise<Todo> {
  const row = { tenant_id: actor.tenantId, person_id: actor.personId };
  return changed(context, actor, (tx) => changeList(tx, row, { wanted, problem: null, permission: null, attempts: 0 }));
}

/** What is to become of the list that the client deleted. */
export async function settleList(context: AppContext, actor: Actor, answer: AnswerList['answer']): Promise<Todo> {
  const row = { tenant_id: actor.tenantId, person_id: actor.personId };
  return changed(context, actor, async (tx) => {
    if (!(await readList(tx, actor.tenantId, actor.personId))?.removed) return;
    await forgetTasks(tx, row);
    await changeList(tx, row, { removed: false, list_id: null, delta_link: null, wanted: answer === 'again' });
  });
}

async function lineOf(tx: Queryable, actor: Actor, commitmentId: string): Promise<LineRow & { task: NonNullable<LineRow['task']> }> {
  const line = (await readLines(tx, actor.tenantId, actor.personId)).find(({ commitment }) => commitment.id === commitmentId);
  if (!line?.task) throw notFound(aLine);
  return { ...line, task: line.task };
}

/** What is to become of a line that the client deleted in To Do. A question that is answered stays answered. */
export async function settleRemoved(context: AppContext, actor: Actor, commitmentId: string, answer: AnswerRemoved['answer']): Promise<Todo> {
  const asked = await own(context, actor, async (tx) => (await lineOf(tx, actor, commitmentId)).task.state === 'removed', aLine);
  const party = { tenantId: actor.tenantId, personId: actor.personId, programmeLead: actor.programmeLead, onlyEngagement: null };
  if (asked && answer === 'drop') await step(context, party, commitmentId, 'drop');
  return changed(context, actor, async (tx) => {
    if (!asked) return;
    if (answer === 'keep') await changeTask(tx, actor.tenantId, commitmentId, { state: 'apart' });
    else await forgetTask(tx, actor.tenantId, commitmentId);
  }, aLine);
}

/** Takes one of two versions: the other side gets it. A difference that is gone by now needs no choice. */
export async function choose(context: AppContext, actor: Actor, commitmentId: string, { field, take }: ChooseVersion): Promise<Todo> {
  return changed(context, actor, async (tx) => {
    const line = await lineOf(tx, actor, commitmentId);
    if (!merge(line).differences.some((one) => one.field === field)) return;
    const { commitment, task } = line;
    // The side that is not taken counts as unchanged.
    const base = { text: take === 'here' ? { baseTitle: task.thereTitle } : { baseText: commitment.text }, due: { baseDue: take === 'here' ? task.thereDue : commitment.dueOn } };
    await changeTask(tx, actor.tenantId, commitmentId, base[field]);
  }, aLine);
}

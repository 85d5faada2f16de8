import type { AppContext } from '../../../context.ts';
import { logEvent } from '../../../platform/live/event-log.ts';
import { batchSize } from '../../../platform/microsoft/blocks.ts';
import { MicrosoftFailure, type ApplicationMicrosoft } from '../../../platform/microsoft/microsoft.ts';
import type { TodoPlace } from '../../../platform/microsoft/todo.ts';
import { brought, ownerWorkName } from '../../commitments/service.ts';
import { listName } from '../contract.ts';
import { nextRead, setback } from '../rules.ts';
import { changeList, readLines, type LineRow, type ListRow } from '../store.ts';
import { adopt, compareLines, learn, workOf, type Order } from './lines.ts';
import { claim, knownTasks, noteRead, postpone, readPace, renew, settle } from './store.ts';

/** More rounds than any list needs: a guard against a To Do that never agrees. */
const mostRounds = 6;

/** One client's list while it is worked on. */
interface Work {
  context: AppContext;
  microsoft: ApplicationMicrosoft;
  list: ListRow;
}

const scoped = <T>({ context, list }: Work, act: Parameters<AppContext['db']['scoped']>[1]): Promise<T> => context.db.scoped(list.tenant_id, act) as Promise<T>;
const placeOf = ({ list }: Work): TodoPlace => ({ objectId: list.object_id, listId: list.list_id!, zone: list.zone });

/** Finds the list by its name, for a list whose making went unanswered, or makes it. Answers whether it was there. */
async function findList(work: Work): Promise<boolean> {
  const { microsoft, list, context } = work;
  const there = (await microsoft.todoLists(list.object_id)).find(({ name }) => name === listName);
  const id = there?.id ?? (await microsoft.makeTodoList(list.object_id, listName));
  list.list_id = id;
  list.delta_link = null;
  await scoped(work, async (tx) => {
    await changeList(tx, list, { list_id: id, delta_link: null });
    await renew(tx, list, context.clock.now());
  });
  return there !== undefined;
}

/** What changed there since the last reading; without a link, or when Graph forgot it, everything that is there. */
async function readThere(work: Work): Promise<void> {
  const { microsoft, list, context } = work;
  const part = list.delta_link === null ? 'resync' : await microsoft.todoChanges(placeOf(work), list.delta_link);
  const whole = part === 'resync';
  const read = whole ? await microsoft.todoChanges(placeOf(work), null) : part;
  if (read === 'resync') throw new MicrosoftFailure('unavailable', 'To Do wants to be read anew, again.');
  const tasks = read.changes.flatMap(({ task }) => (task ? [task] : []));
  await scoped(work, async (tx) => {
    const here = new Set(tasks.map(({ id }) => id));
    const gone = whole ? (await knownTasks(tx, list)).filter((id) => !here.has(id)) : read.changes.flatMap(({ taskId, task }) => (task ? [] : [taskId]));
    await noteRead(tx, list, tasks, gone, read.deltaLink, context.clock.now());
    await renew(tx, list, context.clock.now());
  });
}

/** True when the list is there and was read; false when the client deleted it, which is theirs to answer for. */
async function isThere(work: Work): Promise<boolean> {
  const { microsoft, list } = work;
  try {
    await readThere(work);
    return true;
  } catch (error) {
    if (!(error instanceof MicrosoftFailure) || error.kind !== 'not-found') throw error;
    // An account that has no To Do any more answers the same; then this fails too.
    if ((await microsoft.todoLists(list.object_id)).some(({ id }) => id === list.list_id)) throw new MicrosoftFailure('unavailable', error.message, { cause: error });
    list.removed = true;
    await scoped(work, (tx) => changeList(tx, list, { removed: true }));
    return false;
  }
}

/** Tells open surfaces of these engagements that how a line stands in To Do has changed. */
async function tell(work: Work, engagementIds: Set<string>): Promise<void> {
  const { context, list } = work;
  if (engagementIds.size === 0) return;
  await scoped(work, async (tx) => {
    for (const topic of [...engagementIds].toSorted()) await logEvent(tx, { tenantId: list.tenant_id, topic, name: 'todo', now: context.clock.now() });
  });
}

/** Writes orders in batches, noting every answer as it comes. Throws the first failure that concerns more than its own line, once all were tried. */
async function carryOut(work: Work, orders: Order[]): Promise<void> {
  const { context, microsoft, list } = work;
  let setBack: MicrosoftFailure | null = null;
  for (let from = 0; from < orders.length; from += batchSize) {
    const some = orders.slice(from, from + batchSize);
    const results = await microsoft.doTodoWork(placeOf(work), some.map((order) => workOf(order, context.settings.teamsAppId)));
    await scoped(work, async (tx) => {
      for (const [index, order] of some.entries()) setBack = (await learn(tx, list, order, results[index]!)) ?? setBack;
      await renew(tx, list, context.clock.now());
    });
  }
  if (setBack) throw setBack as MicrosoftFailure;
}

/** Compares and writes until both sides agree. */
async function agree(work: Work, foundList: boolean): Promise<LineRow[]> {
  const { context, microsoft, list } = work;
  let lookFirst = foundList;
  const touched = new Set<string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const compared = await scoped<Awaited<ReturnType<typeof compareLines>>>(work, (tx) => compareLines(tx, list, context.clock.now()));
    for (const id of compared.touched) touched.add(id);
    if (compared.orders.length === 0 && !(compared.unanswered && round === 0)) {
      await tell(work, touched);
      return compared.lines;
    }
    if (round === 0 && (lookFirst || compared.unanswered)) {
      lookFirst = false;
      const linked = await microsoft.linkedTodoTasks(placeOf(work));
      await scoped(work, (tx) => adopt(tx, list, compared.lines, linked));
      continue;
    }
    await carryOut(work, compared.orders);
  }
  throw new Error('a list and its To Do do not come to agree');
}

/** Everything that one client's list needs now. */
async function bring(work: Work): Promise<LineRow[]> {
  const { list } = work;
  const lines = await scoped<LineRow[]>(work, (tx) => readLines(tx, list.tenant_id, list.person_id));
  if (!list.wanted || list.removed) return lines;
  if (list.list_id !== null) return (await isThere(work)) ? agree(work, false) : lines;
  const wants = lines.some(({ commitment }) => commitment.state === 'open' && !commitment.removed && commitment.status === 'active');
  return wants ? agree(work, await findList(work)) : lines;
}

async function finish(work: Work, lines: LineRow[]): Promise<void> {
  const { context, list } = work;
  const now = context.clock.now();
  const next = await scoped<Date | null>(work, async (tx) => {
    const due = lines.filter(({ commitment }) => commitment.due).map(({ commitment }) => commitment);
    await brought(tx, list.tenant_id, due);
    if (due.length > 0) await changeList(tx, list, { active_at: now });
    const again = list.wanted && !list.removed && list.list_id !== null ? nextRead(await readPace(tx, list, now)) : null;
    await settle(tx, list, again);
    return again;
  });
  if (next) await context.jobs.wake(ownerWorkName, next);
}

async function giveWay(work: Work, error: unknown): Promise<void> {
  const { context, list } = work;
  const failure = error instanceof MicrosoftFailure ? error : new MicrosoftFailure('unavailable', 'unexpected', { cause: error });
  const why = setback(failure, list.attempts);
  context.log.warn({ personId: list.person_id, problem: why.problem, waitSeconds: why.waitSeconds }, 'To Do is not as it should be yet');
  const due = await scoped<Date>(work, (tx) => postpone(tx, list, why, context.clock.now()));
  await context.jobs.wake(ownerWorkName, due);
  // What is not Microsoft's doing is our mistake: the list is kept for a later try, and the operator hears of it.
  if (!(error instanceof MicrosoftFailure)) throw error;
}

/** Brings one client's fieldwork and their To Do together, unless somebody else is at it. Answers whether it was done. */
export async function syncOwner(context: AppContext, tenantId: string, personId: string): Promise<boolean> {
  const list = await context.db.scoped(tenantId, (tx) => claim(tx, tenantId, personId, context.clock.now()));
  if (!list) return false;
  const work: Work = { context, microsoft: context.microsoft.application(tenantId), list };
  try {
    await finish(work, await bring(work));
  } catch (error) {
    await giveWay(work, error);
  }
  return true;
}

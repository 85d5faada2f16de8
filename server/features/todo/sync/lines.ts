import type { Queryable } from '../../../platform/db/database.ts';
import { tabLink } from '../../../platform/microsoft/activity.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import type { TodoPatch, TodoResult, TodoTask, TodoWork } from '../../../platform/microsoft/todo.ts';
import { takeFromOwner } from '../../commitments/service.ts';
import { draftOf, isOpen, nextStep, titleOf, type Merged, type Step } from '../rules.ts';
import { beginTask, changeTask, forgetTask, holdLines, readLines, type LineRow, type ListRow } from '../store.ts';

/** One thing to be written there, for one line as it was when it was compared. */
export interface Order {
  line: LineRow;
  step: Extract<Step, { kind: 'make' | 'change' | 'remove' }>;
}

/** What a comparison of all lines comes to. */
export interface Compared {
  lines: LineRow[];
  orders: Order[];
  /** A task may be there already: its making was begun before and never answered. */
  unanswered: boolean;
  /** Engagements in which something is shown differently now. */
  touched: string[];
}

/** Compares all lines of a client, takes in what changed there, and says what is to be written. One transaction. */
export async function compareLines(tx: Queryable, list: ListRow, now: Date): Promise<Compared> {
  const { tenant_id: tenantId, person_id: personId } = list;
  const touched = new Set<string>();
  await holdLines(tx, tenantId, personId);
  for (const line of await readLines(tx, tenantId, personId)) {
    if (await takeIn(tx, tenantId, line, now)) touched.add(line.commitment.engagementId);
  }
  const lines = await readLines(tx, tenantId, personId);
  const orders: Order[] = [];
  let unanswered = false;
  for (const line of lines) {
    const step = nextStep(line);
    if (step?.kind === 'look') unanswered = true;
    if (step?.kind !== 'make' && step?.kind !== 'change' && step?.kind !== 'remove') continue;
    orders.push({ line, step });
    touched.add(line.commitment.engagementId);
    if (step.kind !== 'make') continue;
    if (line.task) unanswered = true;
    else await beginTask(tx, tenantId, personId, line.commitment.id);
  }
  return { lines, orders, unanswered, touched: [...touched] };
}

/** Takes in what is ours to note: nothing is written there. Answers whether anything was. */
async function takeIn(tx: Queryable, tenantId: string, line: LineRow, now: Date): Promise<boolean> {
  const { commitment } = line;
  const step = nextStep(line);
  if (step?.kind === 'forget') await forgetTask(tx, tenantId, commitment.id);
  else if (step?.kind === 'ask') await changeTask(tx, tenantId, commitment.id, { state: 'removed' });
  else if (step?.kind === 'take') {
    await takeFromOwner(tx, { tenantId, engagementId: commitment.engagementId, id: commitment.id }, step.merged.take, now);
    await changeTask(tx, tenantId, commitment.id, agreedOn(line, step.merged));
  } else return false;
  return true;
}

/** The new common values of fields on which both sides agree. */
function agreedOn({ commitment, task }: LineRow, { take, agreed }: Merged): Partial<NonNullable<LineRow['task']>> {
  const { thereTitle, thereDue, thereDone } = task!;
  return {
    ...(agreed.includes('text') && { baseText: take.text ?? commitment.text, baseTitle: thereTitle }),
    ...(agreed.includes('due') && { baseDue: thereDue }),
    ...(agreed.includes('done') && { baseDone: thereDone }),
  };
}

/** An order as it is sent. */
export function workOf({ line, step }: Order, teamsAppId: string): TodoWork {
  const { commitment, task } = line;
  const path = commitment.sessionId ? `/sessions/${commitment.sessionId}` : `/engagements/${commitment.engagementId}`;
  if (step.kind === 'make') return { kind: 'create', draft: draftOf(line, tabLink(teamsAppId, path)) };
  return step.kind === 'remove' ? { kind: 'remove', taskId: task!.taskId! } : { kind: 'change', taskId: task!.taskId!, patch: step.patch };
}

const there = ({ title, due, done }: TodoTask) => ({ thereTitle: title, thereDue: due, thereDone: done });

/** What both sides have in common after `sent` was written: our words, under the title that To Do made of them. */
const written = ({ commitment }: LineRow, sent: TodoPatch, task: TodoTask): Partial<NonNullable<LineRow['task']>> => ({
  ...(sent.title !== undefined && { baseText: commitment.text, baseTitle: task.title }),
  ...(sent.due !== undefined && { baseDue: sent.due }),
  ...(sent.done !== undefined && { baseDone: sent.done }),
});

/** Notes what came of an order. Answers the failure when it concerns more than this line. */
export async function learn(tx: Queryable, list: ListRow, { line, step }: Order, result: TodoResult): Promise<MicrosoftFailure | null> {
  const { tenant_id: tenantId } = list;
  const { id, version } = line.commitment;
  if (!result.ok) {
    const { failure } = result;
    if (failure.kind === 'not-found' && step.kind === 'change') await changeTask(tx, tenantId, id, { thereGone: true });
    else if (failure.kind === 'refused') await changeTask(tx, tenantId, id, { refusedVersion: version });
    // The list went away between reading and writing: the next reading says what became of it.
    else return failure.kind === 'not-found' ? new MicrosoftFailure('unavailable', failure.message, { cause: failure }) : failure;
    return null;
  }
  if (step.kind === 'remove') await forgetTask(tx, tenantId, id);
  else if (result.task) {
    const sent: TodoPatch = step.kind === 'make' ? { title: titleOf(line.commitment.text), due: line.commitment.dueOn, done: line.commitment.state === 'done' } : step.patch;
    await changeTask(tx, tenantId, id, { taskId: result.task.id, thereGone: false, ...there(result.task), ...written(line, sent, result.task) });
  }
  return null;
}

/** Takes over tasks that lead to our lines and whose making was never answered. */
export async function adopt(tx: Queryable, list: ListRow, lines: LineRow[], found: { task: TodoTask; externalIds: string[] }[]): Promise<void> {
  const byId = new Map(found.flatMap(({ task, externalIds }) => externalIds.map((id) => [id, task] as const)));
  for (const line of lines) {
    const { commitment, task } = line;
    const match = byId.get(commitment.id);
    if (!match && task?.taskId === null && task.state === 'there' && !isOpen(line)) await forgetTask(tx, list.tenant_id, commitment.id);
    if (!match || task?.taskId || commitment.state === 'proposed' || (task && task.state !== 'there')) continue;
    await beginTask(tx, list.tenant_id, list.person_id, commitment.id);
    // Made of the wording of that time: what has changed here since then goes there.
    const baseText = titleOf(commitment.text) === match.title ? commitment.text : '';
    await changeTask(tx, list.tenant_id, commitment.id, { taskId: match.id, ...there(match), baseText, baseTitle: match.title, baseDue: match.due, baseDone: match.done });
  }
}

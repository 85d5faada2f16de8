import { mailboxOf } from './tenant/events/copies.ts';
import { ExchangeRefusal } from './tenant/events/refusal.ts';
import type { Tenant } from './tenant/tenant.ts';
import type { TodoListDocument, TodoTaskDocument } from './tenant/todo/model.ts';
import { changeTask, listIn, listsOf, makeTask, removeList, removeTask, renameList, tasksIn } from './tenant/todo/tasks.ts';

// What people do with their own hands in Microsoft To Do.

const notThere = (what: string): ExchangeRefusal => new ExchangeRefusal(404, 'ErrorItemNotFound', `There is no such ${what} in this To Do.`);

/** A list as the page shows it, its tasks in order: open ones first, then the latest done. */
export interface ShownList extends Pick<TodoListDocument, 'id' | 'name' | 'isDefault'> {
  tasks: Pick<TodoTaskDocument, 'id' | 'title' | 'due' | 'status' | 'body' | 'linked'>[];
}

/** Somebody's lists with their tasks. Throws ExchangeRefusal for an address that is nobody's here. */
export function todoOf(tenant: Tenant, user: string): ShownList[] {
  return listsOf(tenant, mailboxOf(tenant, user)).map((list) => ({
    id: list.id,
    name: list.name,
    isDefault: list.isDefault,
    tasks: tasksIn(tenant, list)
      .map(({ id, title, due, status, body, linked }) => ({ id, title, due, status, body, linked }))
      .toSorted((a, b) => Number(a.status === 'completed') - Number(b.status === 'completed')),
  }));
}

/** Adds a task to a list. Throws ExchangeRefusal. */
export function addTask(tenant: Tenant, user: string, listId: string, title: string): void {
  const list = listIn(tenant, mailboxOf(tenant, user), listId);
  if (!list) throw notThere('list');
  makeTask(tenant, list, { title });
}

export interface TaskAct {
  user: string;
  id: string;
  title?: string | undefined;
  due?: string | null | undefined;
  done?: boolean | undefined;
}

function taskAt(tenant: Tenant, user: string, id: string): TodoTaskDocument {
  const task = tenant.state.get('todoTask', id);
  if (!task || task.mailbox !== mailboxOf(tenant, user)) throw notThere('task');
  return task;
}

/** Ticks, renames or re-dates a task; what is left out stays. Throws ExchangeRefusal. */
export function actOnTask(tenant: Tenant, { user, id, title, due, done }: TaskAct): void {
  const fields = { ...(title !== undefined && { title }), ...(due !== undefined && { due }), ...(done !== undefined && { status: done ? ('completed' as const) : ('notStarted' as const) }) };
  changeTask(tenant, taskAt(tenant, user, id), fields);
}

/** Deletes a task. Throws ExchangeRefusal. */
export const dropTask = (tenant: Tenant, user: string, id: string): void => removeTask(tenant, taskAt(tenant, user, id));

/** Renames a list, or deletes it with its tasks. Throws ExchangeRefusal. */
export function actOnList(tenant: Tenant, user: string, id: string, act: { name: string } | 'delete'): void {
  const list = listIn(tenant, mailboxOf(tenant, user), id);
  if (!list || list.isDefault) throw notThere('list of their own');
  if (act === 'delete') removeList(tenant, list);
  else renameList(tenant, list, act.name);
}

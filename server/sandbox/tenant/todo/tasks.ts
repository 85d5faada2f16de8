import { newId } from '../../../platform/ids.ts';
import { newItemId } from '../item-ids.ts';
import type { Tenant } from '../tenant.ts';
import type { LinkedResourceDocument, TodoListDocument, TodoTaskDocument } from './model.ts';

/** An id as Exchange gives to things of To Do. */
const todoId = (from?: string): string => `AAMkADk0ZGE2YzctVG9Eb${newItemId(from)}AAA=`;

/** The lists of a mailbox. The first look makes the one that everybody has. */
export function listsOf(tenant: Tenant, mailbox: string): TodoListDocument[] {
  const id = todoId(`default list of ${mailbox}`);
  if (!tenant.state.get('todoList', id)) {
    tenant.state.transact(() => tenant.state.put('todoList', id, { id, mailbox, name: 'Tasks', isDefault: true }));
  }
  return [...tenant.state.of('todoList', mailbox)];
}

/** A list of this mailbox; null for none. */
export const listIn = (tenant: Tenant, mailbox: string, id: string): TodoListDocument | null => listsOf(tenant, mailbox).find((list) => list.id === id) ?? null;

/** A new list; a second one of a name is numbered. */
export function makeList(tenant: Tenant, mailbox: string, name: string): TodoListDocument {
  const taken = new Set(listsOf(tenant, mailbox).map((list) => list.name));
  let free = name;
  for (let count = 1; taken.has(free); count += 1) free = `${name} (${count})`;
  const list = { id: todoId(), mailbox, name: free, isDefault: false };
  tenant.state.transact(() => tenant.state.put('todoList', list.id, list));
  return list;
}

/** Calls a list something else. */
export function renameList(tenant: Tenant, list: TodoListDocument, name: string): TodoListDocument {
  const renamed = { ...list, name };
  tenant.state.transact(() => tenant.state.put('todoList', list.id, renamed));
  return renamed;
}

/** Deletes a list with everything in it. */
export function removeList(tenant: Tenant, list: TodoListDocument): void {
  tenant.state.transact(() => {
    for (const task of tasksIn(tenant, list)) tenant.state.remove('todoTask', task.id);
    tenant.state.remove('todoList', list.id);
  });
}

/** Tasks of a list, oldest first. */
export const tasksIn = (tenant: Tenant, { id, mailbox }: TodoListDocument): TodoTaskDocument[] => [...tenant.state.of('todoTask', mailbox)].filter(({ listId }) => listId === id);

/** What of a task somebody can choose. */
export type TaskFields = Pick<TodoTaskDocument, 'title' | 'body' | 'status' | 'importance' | 'due' | 'categories'>;

/** A link as it is kept. */
export const linkFrom = (given: Partial<Omit<LinkedResourceDocument, 'id'>>): LinkedResourceDocument => ({
  id: newId(),
  applicationName: given.applicationName ?? null,
  displayName: given.displayName ?? null,
  externalId: given.externalId ?? null,
  webUrl: given.webUrl ?? null,
});

/** A new task of a list. */
export function makeTask(tenant: Tenant, list: TodoListDocument, fields: Partial<TaskFields> & { title: string }, linked: LinkedResourceDocument[] = []): TodoTaskDocument {
  const now = tenant.clock.now().toISOString();
  const blank = { body: { content: '', contentType: 'text' as const }, status: 'notStarted' as const, importance: 'normal' as const, due: null, categories: [] };
  const stamps = { createdAt: now, modifiedAt: now, bodyModifiedAt: now, completedAt: fields.status === 'completed' ? now : null, change: tenant.tick() };
  const task: TodoTaskDocument = { ...blank, ...fields, id: todoId(), mailbox: list.mailbox, listId: list.id, linked, ...stamps };
  tenant.state.transact(() => tenant.state.put('todoTask', task.id, task));
  return task;
}

/** Changes a task; what is not given stays. */
export function changeTask(tenant: Tenant, task: TodoTaskDocument, fields: Partial<TaskFields & Pick<TodoTaskDocument, 'linked'>>): TodoTaskDocument {
  const now = tenant.clock.now().toISOString();
  const next = { ...task, ...fields };
  const completedAt = next.status !== 'completed' ? null : (task.completedAt ?? now);
  const changed = { ...next, completedAt, modifiedAt: now, bodyModifiedAt: fields.body ? now : task.bodyModifiedAt, change: tenant.tick() };
  tenant.state.transact(() => tenant.state.put('todoTask', task.id, changed));
  return changed;
}

/** Deletes a task, or takes it out of its list; delta queries of the list tell that it is gone. */
export function removeTask(tenant: Tenant, { id, mailbox, listId }: TodoTaskDocument): void {
  tenant.state.transact(() => {
    tenant.state.remove('todoTask', id);
    tenant.state.put('todoTombstone', id, { id, mailbox, listId, change: tenant.tick() });
  });
}

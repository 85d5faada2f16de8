import type { TodoListDocument, TodoTaskDocument } from '../../tenant/todo/model.ts';
import { changeTask, linkFrom, listIn, listsOf, makeList, makeTask, removeList, removeTask, renameList, tasksIn } from '../../tenant/todo/tasks.ts';
import { linksFrom, taskFieldsFrom, type TaskBody } from '../body/task-body.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest, GraphError } from '../errors.ts';
import { allowOptions, pageOf } from '../odata/query.ts';
import { presentLink, presentList, presentTask } from '../present/todo.ts';

/** Tasks in one page of a list. */
const PAGE = 100;

const gone = (): GraphError => new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
const about = ({ owner }: OwnedCall, rest: string): string => contextOf(`users('${owner.objectId}')/todo/lists${rest}`);

/** The list that the address names. Throws 404. */
export function listOf(call: OwnedCall): TodoListDocument {
  const list = listIn(call.tenant, call.owner.objectId, call.params[0]!);
  if (!list) throw gone();
  return list;
}

function taskOf(call: OwnedCall): TodoTaskDocument {
  const list = listOf(call);
  const task = call.tenant.state.get('todoTask', call.params[1]!);
  if (!task || task.listId !== list.id) throw gone();
  return task;
}

const wantsLinks = ({ query }: OwnedCall): boolean => {
  const expand = query.get('$expand');
  if (expand !== null && expand.trim() !== 'linkedResources') throw badRequest(`The query parameter '$expand' is invalid: '${expand}'.`);
  return expand !== null;
};

/** GET lists */
export function listTodoLists(call: OwnedCall): Answer {
  allowOptions(call, ['$top', '$skip']);
  const { items, links } = pageOf(call, listsOf(call.tenant, call.owner.objectId), PAGE);
  return ok({ '@odata.context': about(call, ''), ...links, value: items.map(presentList) });
}

/** POST lists */
export function createTodoList(call: OwnedCall): Answer {
  const { displayName } = call.body as { displayName?: string | null };
  if (!displayName?.trim()) throw badRequest('Invalid request: a list needs a displayName.', 'invalidRequest');
  const list = makeList(call.tenant, call.owner.objectId, displayName);
  return { status: 201, body: { '@odata.context': about(call, '/$entity'), ...presentList(list) } };
}

/** GET list */
export const getTodoList = (call: OwnedCall): Answer => ok({ '@odata.context': about(call, '/$entity'), ...presentList(listOf(call)) });

/** PATCH list */
export function patchTodoList(call: OwnedCall): Answer {
  const { displayName } = call.body as { displayName?: string | null };
  const list = listOf(call);
  if (list.isDefault) throw badRequest('Invalid request: the default list cannot be renamed.', 'invalidRequest');
  return ok({ '@odata.context': about(call, '/$entity'), ...presentList(displayName ? renameList(call.tenant, list, displayName) : list) });
}

/** DELETE list */
export function deleteTodoList(call: OwnedCall): Answer {
  const list = listOf(call);
  if (list.isDefault) throw badRequest('Invalid request: the default list cannot be deleted.', 'invalidRequest');
  removeList(call.tenant, list);
  return { status: 204 };
}

/** GET tasks */
export function listTodoTasks(call: OwnedCall): Answer {
  allowOptions(call, ['$top', '$skip', '$expand', '$count']);
  const withLinks = wantsLinks(call);
  const { items, links } = pageOf(call, tasksIn(call.tenant, listOf(call)), PAGE);
  return ok({ '@odata.context': about(call, `('${call.params[0]}')/tasks`), ...links, value: items.map((task) => presentTask(task, withLinks)) });
}

const told = (call: OwnedCall, task: TodoTaskDocument): Record<string, unknown> => ({ '@odata.context': about(call, `('${call.params[0]}')/tasks/$entity`), ...presentTask(task, wantsLinks(call)) });

/** POST tasks, with what the task leads to in the same request if wished. */
export function createTodoTask(call: OwnedCall): Answer {
  const body = call.body as TaskBody;
  const { title, ...fields } = taskFieldsFrom(body);
  if (title === undefined) throw badRequest('Invalid request: a task needs a title.', 'invalidRequest');
  return { status: 201, body: told(call, makeTask(call.tenant, listOf(call), { title, ...fields }, linksFrom(body))) };
}

/** GET task */
export const getTodoTask = (call: OwnedCall): Answer => ok(told(call, taskOf(call)));

/** PATCH task */
export function patchTodoTask(call: OwnedCall): Answer {
  const body = call.body as TaskBody;
  if (body.linkedResources) throw badRequest('Invalid request: linkedResources are changed at their own address.', 'invalidRequest');
  return ok(told(call, changeTask(call.tenant, taskOf(call), taskFieldsFrom(body))));
}

/** DELETE task */
export function deleteTodoTask(call: OwnedCall): Answer {
  removeTask(call.tenant, taskOf(call));
  return { status: 204 };
}

/** GET linkedResources */
export function listLinks(call: OwnedCall): Answer {
  allowOptions(call, []);
  return ok({ '@odata.context': about(call, `('${call.params[0]}')/tasks('${call.params[1]}')/linkedResources`), value: taskOf(call).linked.map(presentLink) });
}

/** POST linkedResources */
export function createLink(call: OwnedCall): Answer {
  const task = taskOf(call);
  const link = linkFrom(call.body as Parameters<typeof linkFrom>[0]);
  changeTask(call.tenant, task, { linked: [...task.linked, link] });
  return { status: 201, body: { '@odata.context': about(call, `('${call.params[0]}')/tasks('${call.params[1]}')/linkedResources/$entity`), ...presentLink(link) } };
}

/** DELETE linkedResource */
export function deleteLink(call: OwnedCall): Answer {
  const task = taskOf(call);
  const linked = task.linked.filter(({ id }) => id !== call.params[2]);
  if (linked.length === task.linked.length) throw gone();
  changeTask(call.tenant, task, { linked });
  return { status: 204 };
}

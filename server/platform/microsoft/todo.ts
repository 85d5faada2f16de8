import type { DateTimeTimeZone, NullableOption, TodoTask as GraphTask, TodoTaskList } from '@microsoft/microsoft-graph-types';
import { Temporal } from 'temporal-polyfill';
import { batchSize } from './blocks.ts';
import { pathOf, wantsResync } from './following.ts';
import { type CallDetails, type Graph, withQuery } from './graph.ts';
import { MicrosoftFailure } from './microsoft.ts';
import { fromGraphTime } from './zones.ts';

/** A task in somebody's Microsoft To Do. */
export interface TodoTask {
  id: string;
  title: string;
  /** Local date, YYYY-MM-DD. */
  due: string | null;
  done: boolean;
}

/** A task as it is to stand there, with what it leads to. */
export interface TodoDraft {
  title: string;
  /** Plain text under the title; '' for none. */
  note: string;
  due: string | null;
  done: boolean;
  /** `externalId` is ours: by it a task is found again after a lost answer. */
  link: { externalId: string; displayName: string; webUrl: string };
}

/** What is given is changed. */
export type TodoPatch = Partial<Pick<TodoDraft, 'title' | 'note' | 'due' | 'done'>>;

/** One thing to do in one list. A change or removal may be done twice without harm, a creation may not. */
export type TodoWork =
  | { kind: 'create'; draft: TodoDraft }
  | { kind: 'change'; taskId: string; patch: TodoPatch }
  | { kind: 'remove'; taskId: string };

/** Each piece's own result; a removal of what is gone already has been done, and has no task. */
export type TodoResult = { ok: true; task: TodoTask | null } | { ok: false; failure: MicrosoftFailure };

/** One task that changed; null when it was deleted or moved to another list: which of the two Graph does not say. */
export interface TodoChange {
  taskId: string;
  task: TodoTask | null;
}

/** One list of one person. */
export interface TodoPlace {
  objectId: string;
  listId: string;
  /** IANA zone in which a due date with a time of day is read. */
  zone: string;
}

/** Microsoft To Do, app-only. Every method rejects with MicrosoftFailure. */
export interface TodoMicrosoft {
  todoLists(objectId: string): Promise<{ id: string; name: string }[]>;
  /** Makes a list and answers its id. Asked twice it makes two: look first. */
  makeTodoList(objectId: string, name: string): Promise<string>;
  /** Every task of a list that leads back to us, with the ids it has here. */
  linkedTodoTasks(place: TodoPlace): Promise<{ task: TodoTask; externalIds: string[] }[]>;
  /** The last state of each task that changed, and where to go on; all of them without `deltaLink`. 'resync' when Graph wants us to start over. */
  todoChanges(place: TodoPlace, deltaLink: string | null): Promise<{ changes: TodoChange[]; deltaLink: string } | 'resync'>;
  /** Up to 20 pieces of work in one request; results in the order asked. */
  doTodoWork(place: TodoPlace, work: TodoWork[]): Promise<TodoResult[]>;
}

/** The name under which tasks say where they come from. */
const application = 'Fieldwork';
const permission = 'Tasks.ReadWrite.All';
/** More pages than the lists of anybody have: a guard against a server that never ends. */
const mostPages = 100;

interface Page<T> {
  value?: T[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

type Raw = GraphTask & { '@removed'?: unknown };

/** To Do means days. What is no midnight was written by something else, and is the day it falls on for its owner. */
function dayOf(time: NullableOption<DateTimeTimeZone> | undefined, zone: string): string | null {
  const [, day] = /^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?Z?$/.exec(time?.dateTime ?? '') ?? [];
  if (day !== undefined) return day;
  const ms = fromGraphTime(time ?? null);
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
}

const taskFrom = ({ id, title, dueDateTime, status }: Raw, zone: string): TodoTask => ({ id: id ?? '', title: (title ?? '').replaceAll('\0', ''), due: dayOf(dueDateTime, zone), done: status === 'completed' });

function bodyOf({ title, note, due, done }: TodoPatch): GraphTask {
  return {
    ...(title !== undefined && { title }),
    ...(note !== undefined && { body: { content: note, contentType: 'text' } }),
    // A day is its midnight in UTC wherever its owner is, as To Do itself keeps it.
    ...(due !== undefined && { dueDateTime: due === null ? null : { dateTime: `${due}T00:00:00.0000000`, timeZone: 'UTC' } }),
    ...(done !== undefined && { status: done ? 'completed' : 'notStarted' }),
  };
}

const json = { 'Content-Type': 'application/json' };

function itemOf(id: string, tasks: string, work: TodoWork): object {
  switch (work.kind) {
    case 'create':
      return { id, method: 'POST', url: tasks, headers: json, body: { ...bodyOf(work.draft), linkedResources: [{ ...work.draft.link, applicationName: application }] } };
    case 'change':
      return { id, method: 'PATCH', url: `${tasks}/${encodeURIComponent(work.taskId)}`, headers: json, body: bodyOf(work.patch) };
    case 'remove':
      return { id, method: 'DELETE', url: `${tasks}/${encodeURIComponent(work.taskId)}` };
  }
}

interface BatchAnswer {
  id?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: Raw;
}

const kinds: Record<number, MicrosoftFailure['kind']> = { 403: 'consent-missing', 404: 'not-found', 409: 'conflict', 410: 'not-found', 412: 'conflict', 429: 'throttled' };

function failed(status: number | undefined, headers: Record<string, string> = {}): TodoResult {
  const kind = kinds[status ?? 0] ?? (status === undefined || status >= 500 ? 'unavailable' : 'refused');
  const after = Number(headers['Retry-After'] ?? headers['retry-after'] ?? Number.NaN);
  const more = { permission: kind === 'consent-missing' ? permission : null, retryAfterSeconds: Number.isFinite(after) ? Math.ceil(after) : null };
  return { ok: false, failure: new MicrosoftFailure(kind, `todoBatch: Microsoft 365 answered ${status}.`, more) };
}

function resultOf(work: TodoWork, answer: BatchAnswer | undefined, zone: string): TodoResult {
  const status = answer?.status;
  if (work.kind === 'remove' && (status === 204 || status === 404 || status === 410)) return { ok: true, task: null };
  if (status === undefined || status < 200 || status >= 300 || !answer?.body?.id) return failed(status, answer?.headers);
  return { ok: true, task: taskFrom(answer.body, zone) };
}

/** Every page from `path` on. */
async function pages<T>(graph: Graph, path: string, call: CallDetails): Promise<{ items: T[]; deltaLink: string | null }> {
  const items: T[] = [];
  for (let count = 0; count < mostPages; count += 1) {
    const page: Page<T> = await graph.get<Page<T>>(path, call);
    items.push(...(page.value ?? []));
    if (!page['@odata.nextLink']) return { items, deltaLink: page['@odata.deltaLink'] ?? null };
    path = pathOf(page['@odata.nextLink']);
  }
  throw new MicrosoftFailure('unavailable', 'A list that never ends.');
}

/** To Do of one tenant's people. */
export function createTodo(graph: Graph, tenantId: string): TodoMicrosoft {
  const listsOf = (objectId: string): string => `/users/${encodeURIComponent(objectId)}/todo/lists`;
  const tasksOf = ({ objectId, listId }: TodoPlace): string => `${listsOf(objectId)}/${encodeURIComponent(listId)}/tasks`;
  const call = (operation: string, objectId: string): CallDetails => ({ operation, permission, mailbox: `${tenantId}/${objectId}` });

  return {
    async todoLists(objectId) {
      const { items } = await pages<TodoTaskList>(graph, listsOf(objectId), call('listTodoLists', objectId));
      return items.flatMap(({ id, displayName }) => (id ? [{ id, name: displayName ?? '' }] : []));
    },

    async makeTodoList(objectId, name) {
      const { id } = await graph.post<TodoTaskList>(listsOf(objectId), { displayName: name }, call('makeTodoList', objectId));
      if (!id) throw new MicrosoftFailure('no-answer', 'A list without an id.');
      return id;
    },

    async linkedTodoTasks(place) {
      const { items } = await pages<Raw>(graph, withQuery(tasksOf(place), { $expand: 'linkedResources', $top: 100 }), call('findTodoTasks', place.objectId));
      return items.flatMap((item) => {
        const externalIds = (item.linkedResources ?? []).flatMap(({ applicationName, externalId }) => (applicationName === application && externalId ? [externalId] : []));
        return externalIds.length > 0 ? [{ task: taskFrom(item, place.zone), externalIds }] : [];
      });
    },

    async todoChanges(place, deltaLink) {
      try {
        const { items, deltaLink: next } = await pages<Raw>(graph, deltaLink === null ? `${tasksOf(place)}/delta` : pathOf(deltaLink), call('todoChanges', place.objectId));
        if (next === null) throw new MicrosoftFailure('unavailable', 'Changes without an end.');
        // The same id may come twice: its last state counts.
        const last = new Map(items.map((item) => [item.id ?? '', item['@removed'] === undefined ? taskFrom(item, place.zone) : null]));
        return { changes: [...last].map(([taskId, task]) => ({ taskId, task })), deltaLink: next };
      } catch (error) {
        if (wantsResync(error)) return 'resync';
        throw error;
      }
    },

    async doTodoWork(place, work) {
      if (work.length > batchSize) throw new RangeError(`a batch holds ${batchSize} requests`);
      const requests = work.map((one, index) => itemOf(String(index), tasksOf(place), one));
      const repeatable = work.every(({ kind }) => kind !== 'create');
      const { responses = [] } = await graph.post<{ responses?: BatchAnswer[] }>('/$batch', { requests }, { ...call('todoBatch', place.objectId), repeatable });
      const byId = new Map(responses.map((answer) => [answer.id, answer]));
      return work.map((one, index) => resultOf(one, byId.get(String(index)), place.zone));
    },
  };
}

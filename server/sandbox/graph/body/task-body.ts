import { linkFrom, type TaskFields } from '../../tenant/todo/tasks.ts';
import type { LinkedResourceDocument, TaskStatus } from '../../tenant/todo/model.ts';
import { badRequest, notImplemented } from '../errors.ts';

/** A task as a request may hold it, validated against the description. */
export interface TaskBody {
  title?: string | null;
  body?: { content?: string | null; contentType?: string | null } | null;
  status?: TaskStatus;
  importance?: 'low' | 'normal' | 'high';
  dueDateTime?: { dateTime?: string; timeZone?: string | null } | null;
  categories?: string[];
  linkedResources?: Partial<Omit<LinkedResourceDocument, 'id'>>[];
  [other: string]: unknown;
}

const played = new Set(['title', 'body', 'status', 'importance', 'dueDateTime', 'categories', 'linkedResources']);

function dayFrom({ dateTime, timeZone }: NonNullable<TaskBody['dueDateTime']>): string {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T|$)/.exec(dateTime ?? '') ?? [];
  if (day === undefined || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) throw badRequest(`Cannot convert the literal '${dateTime}' to the expected type 'Edm.DateTime'.`, 'RequestBodyRead');
  // Which day another zone's midnight becomes is not told by Microsoft's description.
  if (timeZone && !/^(utc|etc\/utc|etc\/gmt)$/i.test(timeZone)) throw notImplemented(`due dates of tasks in the zone '${timeZone}'`);
  return day;
}

const bodyFrom = (given: TaskBody['body']): TaskFields['body'] => ({ content: given?.content ?? '', contentType: /^html$/i.test(given?.contentType ?? '') ? 'html' : 'text' });

/** The fields that a request gives. Throws 400 for what no task can be, 501 for what is not played here. */
export function taskFieldsFrom(given: TaskBody): Partial<TaskFields> {
  const other = Object.keys(given).find((name) => !played.has(name) && !name.includes('@'));
  if (other !== undefined) throw notImplemented(`the property '${other}' of tasks`);
  const { title, body, dueDateTime, status, importance, categories } = given;
  if (title !== undefined && !title?.trim()) throw badRequest('Invalid request: a task needs a title.', 'invalidRequest');
  const fields = {
    title: title ?? undefined,
    status,
    importance,
    categories,
    body: body === undefined ? undefined : bodyFrom(body),
    due: dueDateTime ? dayFrom(dueDateTime) : dueDateTime,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What a task is to lead to. */
export const linksFrom = ({ linkedResources = [] }: TaskBody): LinkedResourceDocument[] => linkedResources.map(linkFrom);

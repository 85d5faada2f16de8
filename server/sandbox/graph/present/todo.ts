import type { LinkedResourceDocument, TodoListDocument, TodoTaskDocument } from '../../tenant/todo/model.ts';
import { instantText } from './event.ts';

type Json = Record<string, unknown>;

/** A list as Graph tells it. */
export const presentList = ({ id, name, isDefault }: TodoListDocument): Json => ({
  '@odata.etag': `W/"${id.slice(-16)}"`,
  displayName: name,
  isOwner: true,
  isShared: false,
  wellknownListName: isDefault ? 'defaultList' : 'none',
  id,
});

export const presentLink = ({ id, applicationName, displayName, externalId, webUrl }: LinkedResourceDocument): Json => ({ webUrl, applicationName, displayName, externalId, id });

/** Days are told as their midnight in UTC. */
const dayText = (day: string): Json => ({ dateTime: `${day.slice(0, 10)}T00:00:00.0000000`, timeZone: 'UTC' });

/** A task as Graph tells it; what it leads to only where that was asked for. */
export const presentTask = (task: TodoTaskDocument, withLinks: boolean): Json => ({
  '@odata.etag': `W/"${String(task.change).padStart(12, '0')}"`,
  importance: task.importance,
  isReminderOn: false,
  status: task.status,
  title: task.title,
  createdDateTime: instantText(task.createdAt),
  lastModifiedDateTime: instantText(task.modifiedAt),
  hasAttachments: false,
  categories: task.categories,
  id: task.id,
  body: task.body,
  bodyLastModifiedDateTime: instantText(task.bodyModifiedAt),
  ...(task.due !== null && { dueDateTime: dayText(task.due) }),
  ...(task.completedAt !== null && { completedDateTime: dayText(task.completedAt) }),
  ...(withLinks && { linkedResources: task.linked.map(presentLink) }),
});

/** A list of Microsoft To Do in somebody's mailbox. A value: replaced, never changed in place. */
export interface TodoListDocument {
  id: string;
  /** Object id of whose list it is. */
  mailbox: string;
  name: string;
  /** The list that everybody has and nobody can delete. */
  isDefault: boolean;
}

export type TaskStatus = 'notStarted' | 'inProgress' | 'completed' | 'waitingOnOthers' | 'deferred';

/** What a task leads to in another program. */
export interface LinkedResourceDocument {
  id: string;
  applicationName: string | null;
  displayName: string | null;
  externalId: string | null;
  webUrl: string | null;
}

/** A task in one list. */
export interface TodoTaskDocument {
  id: string;
  mailbox: string;
  listId: string;
  title: string;
  body: { content: string; contentType: 'text' | 'html' };
  status: TaskStatus;
  importance: 'low' | 'normal' | 'high';
  /** Local date, YYYY-MM-DD: To Do keeps no time of day. */
  due: string | null;
  categories: string[];
  linked: LinkedResourceDocument[];
  /** Rises with every change in the tenant; what delta queries are made of. */
  change: number;
  /** Instants. */
  createdAt: string;
  modifiedAt: string;
  bodyModifiedAt: string;
  completedAt: string | null;
}

/** Trace of a task that is gone from its list, for delta queries. */
export interface TodoTombstoneDocument {
  id: string;
  mailbox: string;
  listId: string;
  change: number;
}

import { z } from 'zod';
import type { AnyRoute } from '../../platform/http.ts';
import { actOnList, actOnTask, addTask, dropTask, todoOf } from '../todo-acts.ts';
import { route, type SandboxContext } from './control.ts';
import { allowed, itemId, user } from './schemas.ts';

const title = z.string().trim().min(1).max(1000);
const due = z.iso.date('must be a date such as 2026-03-02').nullable();

const look = route('GET /api/todo', {
  summary: "Somebody's lists in Microsoft To Do",
  caller: 'anybody',
  query: z.strictObject({ user }),
  replies: {},
  handle: async ({ query }, { simulation }) => ({ status: 200, body: allowed(() => todoOf(simulation.tenant, query.user)) }),
});

const add = route('POST /api/todo/add', {
  summary: 'Adds a task to a list',
  caller: 'anybody',
  body: z.strictObject({ user, listId: itemId, title }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => addTask(simulation.tenant, body.user, body.listId, body.title));
    return { status: 204 };
  },
});

const change = route('POST /api/todo/change', {
  summary: 'Ticks, renames or re-dates a task',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId, title: title.optional(), due: due.optional(), done: z.boolean().optional() }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => actOnTask(simulation.tenant, body));
    return { status: 204 };
  },
});

const remove = route('POST /api/todo/delete', {
  summary: 'Deletes a task',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => dropTask(simulation.tenant, body.user, body.id));
    return { status: 204 };
  },
});

const list = route('POST /api/todo/list', {
  summary: 'Renames a list, or deletes it when no name is given',
  caller: 'anybody',
  body: z.strictObject({ user, id: itemId, name: title.nullable() }),
  replies: {},
  async handle({ body }, { simulation }) {
    allowed(() => actOnList(simulation.tenant, body.user, body.id, body.name === null ? 'delete' : { name: body.name }));
    return { status: 204 };
  },
});

/** What people do in Microsoft To Do. */
export const todoRoutes: AnyRoute<SandboxContext>[] = [look, add, change, remove, list];

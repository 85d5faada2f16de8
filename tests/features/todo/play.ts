import { randomUUID } from 'node:crypto';
import type { Commitment } from '../../../server/features/commitments/contract.ts';
import type { Todo } from '../../../server/features/todo/contract.ts';
import { todoSync } from '../../../server/features/todo/jobs.ts';
import { actOnList, actOnTask, dropTask, todoOf, type ShownList, type TaskAct } from '../../../server/sandbox/todo-acts.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, seed } from '../../support/seed.ts';

export const user = address('amina');

/** Amina's engagement with Ines, and her To Do. */
export interface Play {
  api: Api;
  amina: Caller;
  ines: Caller;
  engagementId: string;
  /** Adds a line as Amina, or proposes one as Ines. */
  add(text: string, due?: string | null, who?: Caller): Promise<Commitment>;
  step(line: { id: string }, to: string, who?: Caller): Promise<number>;
  patch(line: { id: string }, change: { text?: string; due?: string | null }): Promise<void>;
  /** The line as it is now. */
  read(line: { id: string }): Promise<Commitment>;
  todo(): Promise<Todo>;
  /** Does what is due, as a worker would; answers the requests that went to Graph. */
  bring(): Promise<string[]>;
  /** The list named Fieldwork in Amina's To Do; undefined for none. */
  list(): ShownList | undefined;
  /** What Amina does in To Do with the task of that title. */
  does(title: string, act: Omit<TaskAct, 'user' | 'id'> | 'delete'): void;
  deleteList(): void;
  renameList(name: string): void;
  /** As if nothing had been agreed and To Do never opened; the clock goes on. */
  fresh(): Promise<void>;
  /** Moves the clock by minutes without doing anything. */
  wait(minutes: number): void;
}

async function requests(api: Api): Promise<string[]> {
  let text = '';
  for await (const chunk of api.simulation.traffic.stream()) text += String(chunk);
  api.simulation.traffic.clear();
  const lines = text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as { request: { method: string; url: string } });
  return lines.map(({ request }) => `${request.method} ${new URL(request.url).pathname.replace(/^\/v1\.0/, '').replace(/\/users\/[^/]+/, '').replaceAll(/AAMk[^/]*/g, '*')}`).filter((line) => !line.includes('oauth2'));
}

export async function play(): Promise<Play> {
  const api = await startApi({ seed: seed() });
  const [amina, ines] = [await api.as('amina'), await api.as('ines')];
  const { id: engagementId } = await startEngagement(api);
  const { tenant } = api.simulation;
  const list = () => todoOf(tenant, user).find(({ isDefault }) => !isDefault);
  const read: Play['read'] = async ({ id }) => (await amina.get<{ commitments: Commitment[] }>(`/api/engagements/${engagementId}/commitments`)).body.commitments.find((one) => one.id === id)!;
  const good = (status: number): number => {
    if (status >= 300) throw new Error(`refused with ${status}`);
    return status;
  };
  return {
    api, amina, ines, engagementId, list, read,
    async add(text, due = null, who = amina) {
      const { status, body } = await who.post<Commitment>(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), text, due: due && { type: 'day', on: due } });
      good(status);
      return body;
    },
    step: async ({ id }, to, who = amina) => good((await who.post(`/api/commitments/${id}/step`, { step: to })).status),
    async patch(line, { text, due }) {
      const { version } = await read(line);
      good((await amina.patch(`/api/commitments/${line.id}`, { version, ...(text !== undefined && { text }), ...(due !== undefined && { due: due && { type: 'day', on: due } }) })).status);
    },
    todo: async () => (await amina.get<Todo>('/api/todo')).body,
    async bring() {
      api.simulation.traffic.clear();
      await todoSync(api.context).runDue(api.context.clock.now());
      return requests(api);
    },
    does(title, act) {
      const task = list()!.tasks.find((one) => one.title === title);
      if (!task) throw new Error(`no task '${title}' among ${list()!.tasks.map((one) => one.title).join(', ')}`);
      if (act === 'delete') dropTask(tenant, user, task.id);
      else actOnTask(tenant, { user, id: task.id, ...act });
    },
    async fresh() {
      await api.context.db.system((tx) => tx.query('delete from commitments; delete from todo_lists'));
      api.simulation.faults.clear();
      for (const kind of ['todoTask', 'todoList', 'todoTombstone'] as const) tenant.state.transact(() => [...tenant.state.all(kind)].forEach(({ id }) => tenant.state.remove(kind, id)));
    },
    deleteList: () => actOnList(tenant, user, list()!.id, 'delete'),
    renameList: (name) => actOnList(tenant, user, list()!.id, { name }),
    wait: (minutes) => void api.simulation.clock.advanceTo(new Date(api.context.clock.now().getTime() + minutes * 60_000)),
  };
}

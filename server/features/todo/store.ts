import type { Status } from '../../access/policies.ts';
import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import type { CommitmentState } from '../commitments/contract.ts';

export interface ListRow {
  tenant_id: string;
  person_id: string;
  /** Entra object id of the client. */
  object_id: string;
  zone: string;
  wanted: boolean;
  list_id: string | null;
  removed: boolean;
  delta_link: string | null;
  read_at: Date | null;
  active_at: Date;
  due_at: Date | null;
  attempts: number;
  problem: 'waiting' | 'consent-missing' | 'refused' | null;
  permission: string | null;
}

/** A commitment of the client, and what is known of it in To Do. */
export interface LineRow {
  commitment: {
    id: string;
    engagementId: string;
    sessionId: string | null;
    text: string;
    /** ISO day. */
    dueOn: string | null;
    state: CommitmentState;
    removed: boolean;
    version: number;
    status: Status;
    /** Something changed that was not looked at yet. */
    due: boolean;
  };
  task: {
    state: 'there' | 'removed' | 'apart';
    taskId: string | null;
    refusedVersion: number | null;
    baseText: string;
    baseTitle: string;
    baseDue: string | null;
    baseDone: boolean;
    thereTitle: string;
    thereDue: string | null;
    thereDone: boolean;
    thereGone: boolean;
  } | null;
}

/** The client's list as it is known; null before it was ever thought of. */
export async function readList(tx: Queryable, tenantId: string, personId: string): Promise<ListRow | null> {
  const { rows } = await tx.query<ListRow>(
    `select t.tenant_id, t.person_id, p.object_id, coalesce(p.zone, 'UTC') as zone, t.wanted, t.list_id, t.removed, t.delta_link, t.read_at, t.active_at, t.due_at, t.attempts, t.problem, t.permission
     from todo_lists t join people p on p.tenant_id = t.tenant_id and p.id = t.person_id where t.tenant_id = $1 and t.person_id = $2 and p.object_id is not null`,
    [tenantId, personId],
  );
  return rows[0] ?? null;
}

/** Everything the client has taken on or was proposed, with what stands in To Do; old lines that never stood there are left out. */
export async function readLines(tx: Queryable, tenantId: string, personId: string): Promise<LineRow[]> {
  const { rows } = await tx.query<LineRow>(
    `select json_build_object('id', c.id, 'engagementId', c.engagement_id, 'sessionId', c.session_id, 'text', c.text, 'dueOn', c.due_on::text, 'state', c.state,
         'removed', c.removed_at is not null, 'version', c.version, 'status', e.status, 'due', c.bring_due_at is not null) as commitment,
       case when t.commitment_id is not null then json_build_object('state', t.state, 'taskId', t.task_id, 'refusedVersion', t.refused_version,
         'baseText', t.base_text, 'baseTitle', t.base_title, 'baseDue', t.base_due::text, 'baseDone', t.base_done,
         'thereTitle', t.there_title, 'thereDue', t.there_due::text, 'thereDone', t.there_done, 'thereGone', t.there_gone) end as task
     from engagements e join commitments c on c.tenant_id = e.tenant_id and c.engagement_id = e.id
       left join todo_tasks t on t.tenant_id = c.tenant_id and t.commitment_id = c.id
     where e.tenant_id = $1 and e.client_id = $2 and (t.commitment_id is not null or c.bring_due_at is not null or (c.state = 'open' and c.removed_at is null))
     order by c.engagement_id, c.position, c.id`,
    [tenantId, personId],
  );
  return rows;
}

/** Holds the commitments that stand in To Do until the transaction ends: what is compared must not change meanwhile. */
export async function holdLines(tx: Queryable, tenantId: string, personId: string): Promise<void> {
  await tx.query(
    `select from commitments c join todo_tasks t on t.tenant_id = c.tenant_id and t.commitment_id = c.id
     where t.tenant_id = $1 and t.person_id = $2 order by c.id for no key update of c`,
    [tenantId, personId],
  );
}

/** Makes the client's row where there is none, wanted and due. */
export async function ensureList(tx: Queryable, tenantId: string, personId: string, now: Date): Promise<void> {
  await tx.query('insert into todo_lists (tenant_id, person_id, active_at) values ($1, $2, $3) on conflict do nothing', [tenantId, personId, now]);
}

type ListColumn = 'wanted' | 'list_id' | 'removed' | 'delta_link' | 'active_at' | 'due_at' | 'problem' | 'permission' | 'attempts';

/** Changes what is given of a client's row. */
export async function changeList(tx: Queryable, { tenant_id, person_id }: Pick<ListRow, 'tenant_id' | 'person_id'>, changes: Partial<Pick<ListRow, ListColumn>>): Promise<void> {
  const entries = Object.entries(changes);
  const sets = entries.map(([column], index) => `${column} = $${index + 3}`);
  await tx.query(`update todo_lists set ${sets.join(', ')} where tenant_id = $1 and person_id = $2`, [tenant_id, person_id, ...entries.map(([, value]) => value)]);
}

/** Someone looks: To Do is read at once unless it was a moment ago. Answers whether there is something to wake for. */
export async function look(tx: Queryable, tenantId: string, personId: string, now: Date, freshSeconds: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update todo_lists set active_at = $3, due_at = $3 where tenant_id = $1 and person_id = $2 and wanted and not removed and problem is null and list_id is not null
       and (read_at is null or read_at <= $3::timestamptz - make_interval(secs => $4))`,
    [tenantId, personId, now, freshSeconds],
  );
  return rowCount === 1;
}

/** The client of a session that is on, or was or will be within so many milliseconds; null for any other. */
export async function clientIn(tx: Queryable, scope: EngagementScope, sessionId: string, { now, before, after }: { now: Date; before: number; after: number }): Promise<string | null> {
  const { rows } = await tx.query<{ client_id: string }>(
    `select e.client_id from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
     where s.tenant_id = $1 and s.engagement_id = $2 and s.id = $3 and e.status = 'active' and s.starts_at <= $4 and s.ends_at >= $5`,
    [scope.tenantId, scope.engagementId, sessionId, new Date(now.getTime() + before), new Date(now.getTime() - after)],
  );
  return rows[0]?.client_id ?? null;
}

/** Forgets everything that was known to stand there: the list is made anew, or read anew from its beginning. */
export async function forgetTasks(tx: Queryable, { tenant_id, person_id }: Pick<ListRow, 'tenant_id' | 'person_id'>): Promise<void> {
  await tx.query(`delete from todo_tasks where tenant_id = $1 and person_id = $2 and state <> 'apart'`, [tenant_id, person_id]);
}

export async function forgetTask(tx: Queryable, tenantId: string, commitmentId: string): Promise<void> {
  await tx.query('delete from todo_tasks where tenant_id = $1 and commitment_id = $2', [tenantId, commitmentId]);
}

type TaskColumn = keyof NonNullable<LineRow['task']>;
const columns: Record<TaskColumn, string> = {
  state: 'state', taskId: 'task_id', refusedVersion: 'refused_version', baseText: 'base_text', baseTitle: 'base_title', baseDue: 'base_due', baseDone: 'base_done',
  thereTitle: 'there_title', thereDue: 'there_due', thereDone: 'there_done', thereGone: 'there_gone',
};

/** Changes what is given of what is known of a commitment in To Do. */
export async function changeTask(tx: Queryable, tenantId: string, commitmentId: string, changes: Partial<NonNullable<LineRow['task']>>): Promise<void> {
  const entries = Object.entries(changes) as [TaskColumn, unknown][];
  const sets = entries.map(([key], index) => `${columns[key]} = $${index + 3}`);
  if (sets.length > 0) await tx.query(`update todo_tasks set ${sets.join(', ')} where tenant_id = $1 and commitment_id = $2`, [tenantId, commitmentId, ...entries.map(([, value]) => value)]);
}

/** Notes that a task is about to be made, before it is asked for. */
export async function beginTask(tx: Queryable, tenantId: string, personId: string, commitmentId: string): Promise<void> {
  await tx.query(`insert into todo_tasks (tenant_id, commitment_id, person_id, state) values ($1, $2, $3, 'there') on conflict do nothing`, [tenantId, commitmentId, personId]);
}

/** Leaves the To Do of a person who leaves for good alone: what is there stays, and is theirs. */
export async function leaveTodo(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }): Promise<void> {
  await tx.query('update todo_lists set wanted = false, due_at = null where tenant_id = $1 and person_id = $2', [tenantId, personId]);
}

/** For the person's own export. */
export const personal: PersonalRows[] = [
  { name: 'fieldwork in Microsoft To Do', table: 'todo_lists', columns: ['read_at', 'wanted', 'removed'], where: 't.person_id = $2' },
  { name: 'lines of it as they stand in Microsoft To Do', table: 'todo_tasks', columns: ['commitment_id', 'state', 'there_title', 'there_due', 'there_done'], where: 't.person_id = $2' },
];

/** What an erasure does here; the tasks stay in the person’s own To Do. */
export const erasure: ErasedTable[] = ['todo_tasks', 'todo_lists'].map((table) => ({ table, steps: [{ where: 't.person_id = $2' }], own: true }));

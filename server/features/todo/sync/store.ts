import type { Queryable } from '../../../platform/db/database.ts';
import type { Pace, Setback } from '../rules.ts';
import { changeList, ensureList, readList, type ListRow } from '../store.ts';

/** How long one worker may hold a list: longer than any call to Microsoft, short enough that a killed worker's list is soon taken up again. */
const leaseMs = 60_000;

const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseMs);

/** Takes a client's list, making its row at first sight, unless another worker holds it. */
export async function claim(tx: Queryable, tenantId: string, personId: string, now: Date): Promise<ListRow | null> {
  await ensureList(tx, tenantId, personId, now);
  const { rowCount } = await tx.query(
    'update todo_lists set claimed_until = $3, attempts = attempts + 1 where tenant_id = $1 and person_id = $2 and (claimed_until is null or claimed_until <= $4)',
    [tenantId, personId, leaseFrom(now), now],
  );
  return rowCount === 1 ? readList(tx, tenantId, personId) : null;
}

/** Holds on to a list while its work goes on. */
export async function renew(tx: Queryable, { tenant_id, person_id }: ListRow, now: Date): Promise<void> {
  await tx.query('update todo_lists set claimed_until = $3 where tenant_id = $1 and person_id = $2', [tenant_id, person_id, leaseFrom(now)]);
}

/** Nothing is left to do until `next`. Somebody who looked or changed the switch meanwhile keeps their own time. */
export async function settle(tx: Queryable, row: ListRow, next: Date | null): Promise<void> {
  await tx.query(
    `update todo_lists set claimed_until = null, attempts = 0, problem = null, permission = null,
       due_at = case when due_at is distinct from $4::timestamptz and due_at is not null then due_at else $3 end
     where tenant_id = $1 and person_id = $2`,
    [row.tenant_id, row.person_id, next, row.due_at],
  );
}

/** Keeps a list for a later try. */
export async function postpone(tx: Queryable, row: ListRow, why: Setback, now: Date): Promise<Date> {
  const due = new Date(now.getTime() + why.waitSeconds * 1000);
  await tx.query('update todo_lists set claimed_until = null where tenant_id = $1 and person_id = $2', [row.tenant_id, row.person_id]);
  await changeList(tx, row, { problem: why.problem, permission: why.permission, due_at: due });
  return due;
}

/** Takes in what was read of To Do, and where to read on. Answers whether anything differs from what was known. */
export async function noteRead(tx: Queryable, row: ListRow, tasks: { id: string; title: string; due: string | null; done: boolean }[], gone: string[], deltaLink: string, now: Date): Promise<void> {
  const changed = await tx.query(
    `update todo_tasks t set there_title = n.title, there_due = n.due, there_done = n.done
     from unnest($3::text[], $4::text[], $5::date[], $6::boolean[]) as n (id, title, due, done)
     where t.tenant_id = $1 and t.person_id = $2 and t.task_id = n.id and (t.there_title, t.there_done, t.there_due) is distinct from (n.title, n.done, n.due)`,
    [row.tenant_id, row.person_id, tasks.map(({ id }) => id), tasks.map(({ title }) => title), tasks.map(({ due }) => due), tasks.map(({ done }) => done)],
  );
  const lost = await tx.query('update todo_tasks set there_gone = true where tenant_id = $1 and person_id = $2 and task_id = any($3) and not there_gone', [row.tenant_id, row.person_id, gone]);
  const active = changed.rowCount + lost.rowCount > 0 ? now : null;
  await tx.query('update todo_lists set delta_link = $3, read_at = $4, active_at = coalesce($5, active_at) where tenant_id = $1 and person_id = $2', [row.tenant_id, row.person_id, deltaLink, now, active]);
}

/** Ids of the tasks that are thought to stand in To Do. */
export async function knownTasks(tx: Queryable, row: ListRow): Promise<string[]> {
  const { rows } = await tx.query<{ task_id: string }>('select task_id from todo_tasks where tenant_id = $1 and person_id = $2 and task_id is not null', [row.tenant_id, row.person_id]);
  return rows.map(({ task_id: id }) => id);
}

/** What decides when To Do is read again. */
export async function readPace(tx: Queryable, row: ListRow, now: Date): Promise<Pace> {
  const { rows } = await tx.query<{ active_at: Date; open: number; there: number; slip_at: Date | null; session_at: Date | null }>(
    `select l.active_at,
       count(*) filter (where t.state = 'there' and c.state = 'open' and a.status = 'active')::int as open, count(*) filter (where t.state = 'there' and (c.state = 'open' or c.done_at > $3::timestamptz - interval '30 days'))::int as there,
       min(c.slip_due_at) filter (where t.state = 'there' and c.slip_due_at > $3::timestamptz + interval '4 minutes') as slip_at,
       (select min(s.starts_at) from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
        where e.tenant_id = $1 and e.client_id = $2 and e.status = 'active' and s.state in ('proposed', 'booked') and s.starts_at > $3::timestamptz + interval '12 minutes') as session_at
     from todo_lists l left join (todo_tasks t join commitments c on c.tenant_id = t.tenant_id and c.id = t.commitment_id
       join engagements a on a.tenant_id = c.tenant_id and a.id = c.engagement_id and a.status <> 'ended') on t.tenant_id = l.tenant_id and t.person_id = l.person_id
     where l.tenant_id = $1 and l.person_id = $2 group by l.active_at`,
    [row.tenant_id, row.person_id, now],
  );
  const found = rows[0]!;
  return { now, activeAt: found.active_at, open: found.open, there: found.there, slipAt: found.slip_at, sessionAt: found.session_at };
}

/** Clients for whom something is to be done, over all tenants. A list that waits for Microsoft or an administrator is left until its time. */
export async function dueOwners(tx: Queryable, now: Date, limit: number): Promise<{ tenant_id: string; person_id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; person_id: string }>(
    `select e.tenant_id, e.client_id as person_id
     from commitments c join engagements e on e.tenant_id = c.tenant_id and e.id = c.engagement_id
       join people p on p.tenant_id = e.tenant_id and p.id = e.client_id and p.object_id is not null
       left join todo_lists t on t.tenant_id = e.tenant_id and t.person_id = e.client_id
     where c.bring_due_at <= $1 and (t.person_id is null or ((t.problem is null or t.due_at <= $1) and (t.claimed_until is null or t.claimed_until <= $1)))
     union
     select tenant_id, person_id from todo_lists where due_at <= $1 and (claimed_until is null or claimed_until <= $1)
     limit $2`,
    [now, limit],
  );
  return rows;
}

/** When the next one falls due. */
export async function nextOwnerDue(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select min(at) as at from (
       select greatest(c.bring_due_at, t.claimed_until, case when t.problem is not null then t.due_at end) as at
       from commitments c join engagements e on e.tenant_id = c.tenant_id and e.id = c.engagement_id
         join people p on p.tenant_id = e.tenant_id and p.id = e.client_id and p.object_id is not null
         left join todo_lists t on t.tenant_id = e.tenant_id and t.person_id = e.client_id
       where c.bring_due_at is not null
       union all select greatest(due_at, claimed_until) from todo_lists where due_at is not null) as all_due`,
  );
  return rows[0]?.at ?? null;
}

import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { Queryable } from '../../platform/db/database.ts';

export interface ErasureRow {
  tenant_id: string;
  id: string;
  person_id: string;
  asked_by: string;
  asked_at: Date;
  due_at: Date;
  begun_at: Date | null;
  erased_at: Date | null;
}

export interface Whom {
  tenantId: string;
  personId: string;
}

const columns = 'tenant_id, id, person_id, asked_by, asked_at, due_at, begun_at, erased_at';
const open = 'withdrawn_at is null and done_at is null';

/** The erasure that is asked for now, if any. */
export async function openErasure(tx: Queryable, { tenantId, personId }: Whom): Promise<ErasureRow | null> {
  const { rows } = await tx.query<ErasureRow>(`select ${columns} from erasures where tenant_id = $1 and person_id = $2 and ${open}`, [tenantId, personId]);
  return rows[0] ?? null;
}

/** Notes the wish; one that is there already stays as it is. */
export async function insertErasure(tx: Queryable, made: Whom & { id: string; askedBy: string; now: Date; dueAt: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into erasures (tenant_id, id, person_id, asked_by, asked_at, due_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, person_id) where withdrawn_at is null and done_at is null do nothing`,
    [made.tenantId, made.id, made.personId, made.askedBy, made.now, made.dueAt],
  );
  return rowCount === 1;
}

/** False when it has begun by now. */
export async function withdrawErasure(tx: Queryable, { tenant_id, id }: ErasureRow, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(`update erasures set withdrawn_at = $3 where tenant_id = $1 and id = $2 and ${open} and begun_at is null`, [tenant_id, id, now]);
  return rowCount === 1;
}

export const nextErasure = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>(`select min(coalesce(look_at, due_at)) as at from erasures where ${open}`)).rows[0]?.at ?? null;

export async function dueErasures(tx: Queryable, now: Date, limit: number): Promise<Pick<ErasureRow, 'tenant_id' | 'id'>[]> {
  const { rows } = await tx.query<Pick<ErasureRow, 'tenant_id' | 'id'>>(
    `select tenant_id, id from erasures where ${open} and coalesce(look_at, due_at) <= $1 order by coalesce(look_at, due_at), id limit $2`,
    [now, limit],
  );
  return rows;
}

/** One that is due, held until the transaction ends; null when another worker has it or has done it. */
export async function holdErasure(tx: Queryable, { tenant_id, id }: Pick<ErasureRow, 'tenant_id' | 'id'>, now: Date): Promise<ErasureRow | null> {
  const { rows } = await tx.query<ErasureRow>(
    `select ${columns} from erasures where tenant_id = $1 and id = $2 and ${open} and coalesce(look_at, due_at) <= $3 for update skip locked`,
    [tenant_id, id, now],
  );
  return rows[0] ?? null;
}

type Progress = Partial<Record<'begun_at' | 'erased_at' | 'look_at' | 'done_at', Date | null>>;

export async function noteProgress(tx: Queryable, { tenant_id, id }: ErasureRow, progress: Progress): Promise<void> {
  const entries = Object.entries(progress);
  await tx.query(`update erasures set ${entries.map(([column], index) => `${column} = $${index + 3}`).join(', ')} where tenant_id = $1 and id = $2`, [tenant_id, id, ...entries.map(([, at]) => at)]);
}

/** Nobody books anything for this person until the transaction ends. */
export async function holdPerson(tx: Queryable, { tenantId, personId }: Whom): Promise<{ object_id: string | null; email: string; display_name: string } | null> {
  const { rows } = await tx.query<{ object_id: string | null; email: string; display_name: string }>(
    'select object_id, email, display_name from people where tenant_id = $1 and id = $2 for update',
    [tenantId, personId],
  );
  return rows[0] ?? null;
}

/** Whether there is such a person who was not erased. */
export const isKept = async (tx: Queryable, { tenantId, personId }: Whom): Promise<boolean> =>
  (await tx.query('select from people where tenant_id = $1 and id = $2 and erased_at is null', [tenantId, personId])).rowCount === 1;

export interface KnownRow {
  id: string;
  display_name: string;
  email: string;
  in_tenant: boolean;
  running: number;
  asked_at: Date | null;
  due_at: Date | null;
  begun_at: Date | null;
  by_themselves: boolean;
}

/** People who are kept, those whose erasure is asked for first; `search` is part of a name or an address. At most fifty. */
export async function knownPeople(tx: Queryable, tenantId: string, search: string): Promise<KnownRow[]> {
  const { rows } = await tx.query<KnownRow>(
    `select p.id, p.display_name, p.email, p.object_id is not null as in_tenant, x.asked_at, x.due_at, x.begun_at, coalesce(x.asked_by = x.person_id, false) as by_themselves,
       (select count(*)::int from engagements e where e.tenant_id = p.tenant_id and e.status <> 'ended' and p.id in (e.client_id, e.coach_id, e.sponsor_id)) as running
     from people p left join erasures x on x.tenant_id = p.tenant_id and x.person_id = p.id and x.withdrawn_at is null and x.done_at is null
     where p.tenant_id = $1 and p.erased_at is null and (position(lower($2) in lower(p.display_name)) > 0 or position(lower($2) in p.email) > 0)
     order by x.id is null, lower(p.display_name), p.id limit 50`,
    [tenantId, search],
  );
  return rows;
}

/** The last erasures that were carried out. */
export async function doneErasures(tx: Queryable, tenantId: string): Promise<{ id: string; asked_at: Date; erased_at: Date; asked_by_name: string; by_themselves: boolean }[]> {
  const { rows } = await tx.query<{ id: string; asked_at: Date; erased_at: Date; asked_by_name: string; by_themselves: boolean }>(
    `select x.id, x.asked_at, x.erased_at, p.display_name as asked_by_name, x.asked_by = x.person_id as by_themselves
     from erasures x join people p on p.tenant_id = x.tenant_id and p.id = x.asked_by
     where x.tenant_id = $1 and x.erased_at is not null order by x.erased_at desc, x.id limit 20`,
    [tenantId],
  );
  return rows;
}

/** An engagement that runs in which somebody is client or coach: where they are told something of their own. */
export async function runningEngagement(tx: Queryable, { tenantId, personId }: Whom): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from engagements where tenant_id = $1 and $2 in (client_id, coach_id) and status <> 'ended' order by status, created_at desc limit 1",
    [tenantId, personId],
  );
  return rows[0]?.id ?? null;
}

/** What an erasure does here. */
export const erasure: ErasedTable[] = [
  { table: 'graph_tokens', steps: [{ where: 't.object_id = (select p.object_id from people p where p.tenant_id = $1::uuid and p.id = $2::uuid)' }], own: true },
  { table: 'erasures', steps: [], keeps: { person_id: 'says that it was done, by a row that says nothing of anybody', asked_by: 'says who asked, by a row of people' } },
];

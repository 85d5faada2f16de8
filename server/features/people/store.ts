import type { Database, Queryable } from '../../platform/db/database.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import { erasedName, type ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import { newId } from '../../platform/ids.ts';

export interface PersonRow {
  id: string;
  object_id: string | null;
  email: string;
  display_name: string;
  zone: string | null;
}

const columns = 'id, object_id, email, display_name, zone';

interface Known {
  tenantId: string;
  objectId: string | null;
  email: string;
  displayName: string;
  zone?: string | null;
  now: Date;
}

/** Somebody of the tenant: keyed by object id, since addresses change hands. */
async function saveColleague(tx: Queryable, { tenantId, objectId, email, displayName, zone = null, now }: Known): Promise<PersonRow> {
  const values = [tenantId, objectId, email, displayName, zone, now];
  const change = 'object_id = $2, email = $3, display_name = $4, zone = coalesce($5, zone), updated_at = $6';
  // Who was typed in by address before they first signed in keeps the row they had; the tenant's directory vouches for the address.
  for (const who of ['object_id = $2', 'object_id is null and email = $3']) {
    const { rows } = await tx.query<PersonRow>(`update people set ${change} where tenant_id = $1 and ${who} returning ${columns}`, values);
    if (rows[0]) return rows[0];
  }
  const { rows } = await tx.query<PersonRow>(
    `insert into people (id, tenant_id, object_id, email, display_name, zone, created_at, updated_at)
     values ($7, $1, $2, $3, $4, $5, $6, $6)
     on conflict (tenant_id, object_id) do update set ${change.replaceAll('zone = coalesce($5, zone)', 'zone = coalesce($5, people.zone)')}
     returning ${columns}`,
    [...values, newId()],
  );
  return rows[0]!;
}

async function saveOutsider(tx: Queryable, { tenantId, email, displayName, zone = null, now }: Known): Promise<PersonRow> {
  const { rows } = await tx.query<PersonRow>(
    `insert into people (id, tenant_id, object_id, email, display_name, zone, created_at, updated_at)
     values ($6, $1, null, $2, $3, $4, $5, $5)
     on conflict (tenant_id, email) where object_id is null do update set updated_at = excluded.updated_at
     returning ${columns}`,
    [tenantId, email, displayName, zone, now, newId()],
  );
  return rows[0]!;
}

const asKnown = { name: 'person-as-known', sql: `select ${columns} from people where tenant_id = $1 and object_id = $2 and email = $3 and display_name = $4` };

/** The row of a colleague of whom nothing has changed; undefined when there is something to write. */
export async function findUnchanged(db: Pick<Database, 'read'>, { tenantId, objectId, email, displayName }: Omit<Known, 'now'>): Promise<PersonRow | undefined> {
  const [row] = await db.read<PersonRow>(tenantId, asKnown, [tenantId, objectId, email, displayName]);
  return row;
}

/** The person's row, made or brought up to date. Two requests may meet a person at once; the unique keys make it one row. */
export const savePerson = (tx: Queryable, person: Known): Promise<PersonRow> =>
  person.objectId === null ? saveOutsider(tx, person) : saveColleague(tx, person);

export async function saveZone(tx: Queryable, tenantId: string, personId: string, zone: string): Promise<void> {
  await tx.query('update people set zone = $3 where tenant_id = $1 and id = $2 and zone is distinct from $3', [tenantId, personId, zone]);
}

const personQuery = keepPlan(`select ${columns} from people where tenant_id = $1 and id = $2`);

export async function findPerson(tx: Queryable, tenantId: string, personId: string): Promise<PersonRow | null> {
  const { rows } = await tx.query<PersonRow>(personQuery, [tenantId, personId]);
  return rows[0] ?? null;
}

/** Makes the tenant known; called at the first sign-in from it. */
export async function saveTenant(tx: Queryable, tenantId: string, now: Date): Promise<void> {
  await tx.query("insert into tenants (id, display_name, created_at) values ($1, '', $2) on conflict (id) do nothing", [tenantId, now]);
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'you', table: 'people', columns: ['id', 'email', 'display_name', 'zone', 'created_at', 'updated_at'], where: 't.id = $2' },
];

/** Notes that a row is of nobody any more. */
export async function markErased(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }, now: Date): Promise<void> {
  await tx.query('update people set erased_at = coalesce(erased_at, $3), updated_at = $3 where tenant_id = $1 and id = $2', [tenantId, personId, now]);
}

/** What an erasure does here: the row stays, since others point at it, and says nothing of anybody. */
export const erasure: ErasedTable[] = [
  { table: 'people', steps: [{ where: 't.id = $2', set: { object_id: 'null', email: "t.id || '@erased.invalid'", display_name: `'${erasedName}'`, zone: 'null' } }] },
];

import type { Actor } from '../../access/actor.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import type { Place } from './contract.ts';

type Owner = Pick<Actor, 'tenantId' | 'personId'>;

/** A draft of the person's own that was changed after `since`; null where there is none. */
export async function findDraft(tx: Queryable, { tenantId, personId }: Owner, place: Place, since: Date): Promise<{ content: string; changed_at: Date } | null> {
  const { rows } = await tx.query<{ content: string; changed_at: Date }>(
    'select content, changed_at from drafts where tenant_id = $1 and person_id = $2 and place = $3 and changed_at > $4',
    [tenantId, personId, place, since],
  );
  return rows[0] ?? null;
}

/** Keeps a draft in place of the one before. */
export async function keepDraft(tx: Queryable, { tenantId, personId }: Owner, { place, content }: { place: Place; content: string }, now: Date): Promise<void> {
  await tx.query(
    `insert into drafts (tenant_id, person_id, place, content, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, person_id, place) do update set content = excluded.content, changed_at = excluded.changed_at`,
    [tenantId, personId, place, content, now],
  );
}

/** Forgets all but the person's newest `most`. */
export async function forgetBeyond(tx: Queryable, { tenantId, personId }: Owner, most: number): Promise<void> {
  await tx.query(
    `delete from drafts where tenant_id = $1 and person_id = $2 and place in (
       select place from drafts where tenant_id = $1 and person_id = $2 order by changed_at desc, place offset $3)`,
    [tenantId, personId, most],
  );
}

export async function forgetDraft(tx: Queryable, { tenantId, personId }: Owner, place: Place): Promise<void> {
  await tx.query('delete from drafts where tenant_id = $1 and person_id = $2 and place = $3', [tenantId, personId, place]);
}

/** When the oldest of anybody's drafts was changed. */
export async function oldestDraft(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>('select min(changed_at) as at from drafts');
  return rows[0]?.at ?? null;
}

/** Forgets everybody's drafts that were changed at `until` or before; answers how many. */
export async function forgetDraftsUntil(tx: Queryable, until: Date): Promise<number> {
  return (await tx.query('delete from drafts where changed_at <= $1', [until])).rowCount ?? 0;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'drafts', table: 'drafts', columns: ['changed_at', 'place', 'content'], where: 't.person_id = $2' },
];

/** What an erasure does here: also what somebody else had begun with this person chosen. */
export const erasure: ErasedTable[] = [
  { table: 'drafts', steps: [{ where: 't.person_id = $2 or t.content ~* $3' }], keeps: { person_id: 'somebody who stays', place: 'a screen and an id', content: 'the words of somebody who stays' } },
];

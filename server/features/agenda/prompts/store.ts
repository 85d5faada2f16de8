import type { Queryable } from '../../../platform/db/database.ts';

/** What is asked before a session: at 48 hours what would make it worth it, at 2 hours only about what is still open. */
export type PromptKind = 'early' | 'late';

export interface DuePrompt {
  tenant_id: string;
  engagement_id: string;
  session_id: string;
  kind: PromptKind;
  starts_at: Date;
  client_id: string;
  coach_name: string;
}

/** Each session ahead with the times at which it is asked about; a session that moves has new ones. Settled ones are left out. */
const ahead = `
  from sessions s
  join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
  join people c on c.tenant_id = e.tenant_id and c.id = e.coach_id
  cross join (values ('early', interval '48 hours'), ('late', interval '2 hours')) k (kind, before)
  where s.state in ('proposed', 'booked') and e.status <> 'ended' and not exists (
    select from agenda_prompts p where p.tenant_id = s.tenant_id and p.session_id = s.id and p.kind = k.kind and p.starts_at = s.starts_at)`;

/** When the next prompt falls due, over all tenants. */
export async function nextPromptAt(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(`select min(s.starts_at - k.before) as at ${ahead}`);
  return rows[0]?.at ?? null;
}

/** Prompts that are due at `now`, soonest session first. */
export async function duePrompts(tx: Queryable, now: Date, limit: number): Promise<DuePrompt[]> {
  const { rows } = await tx.query<DuePrompt>(
    `select s.tenant_id, s.engagement_id, s.id as session_id, k.kind, s.starts_at, e.client_id, c.display_name as coach_name
     ${ahead} and s.starts_at - k.before <= $1 order by s.starts_at, s.id, k.kind limit $2`,
    [now, limit],
  );
  return rows;
}

/** Notes that a prompt is settled; false when somebody else did, also at this very moment. */
export async function settlePrompt(tx: Queryable, due: DuePrompt, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'insert into agenda_prompts (tenant_id, session_id, kind, starts_at, settled_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [due.tenant_id, due.session_id, due.kind, due.starts_at, now],
  );
  return rowCount === 1;
}

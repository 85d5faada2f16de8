import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { whereClient, type ErasedTable } from '../../platform/db/erasure.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import { newId } from '../../platform/ids.ts';
import type { AgendaItem, ChangeAgenda, ChangeItem } from './contract.ts';

export interface AgendaRow {
  id: string;
  engagement_id: string;
  session_id: string | null;
  opened_at: Date;
  closed_at: Date | null;
  version: number;
  help: string;
  sharing: 'auto' | 'shown' | 'kept';
}

export interface ItemRow {
  id: string;
  text: string;
  state: AgendaItem['state'];
  by_role: 'client' | 'coach';
  source: AgendaItem['source'];
  /** The reflection or line of fieldwork it comes from. */
  source_id: string | null;
  prompt: string | null;
  version: number;
}

export interface NextSession {
  id: string;
  kind: 'coaching' | 'three-way' | 'chemistry';
  starts_at: Date;
}

const columns = 'id, engagement_id, session_id, opened_at, closed_at, version, help, sharing';

/** A session in one of these states took place, as far as anybody knows. */
const tookPlace = "state in ('booked', 'in-progress', 'held', 'cut-short', 'unknown')";

const holdQuery = keepPlan('select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 1))');
const openQuery = keepPlan(`select ${columns} from agendas where tenant_id = $1 and engagement_id = $2 and closed_at is null`);

/**
 * The open agenda of the engagement, held until the transaction ends: by a lock beside the row, since locking the row itself would make
 * everybody who only opens a panel wait for the disk. Made when there is none yet, as of the end of the last session
 * or else the beginning of the engagement: what was brought before anybody looked belongs in it.
 */
export async function holdOpen(tx: Queryable, scope: EngagementScope, now: Date): Promise<AgendaRow> {
  const find = () => tx.query<AgendaRow>(openQuery, [scope.tenantId, scope.engagementId]);
  await tx.query(holdQuery, [scope.engagementId]);
  const there = (await find()).rows[0];
  if (there) return there;
  await tx.query(
    `insert into agendas (tenant_id, id, engagement_id, opened_at)
     select $1, $2, e.id, coalesce((select max(s.ends_at) from sessions s where s.tenant_id = $1 and s.engagement_id = e.id and s.ends_at <= $4 and s.${tookPlace}), e.created_at)
     from engagements e where e.tenant_id = $1 and e.id = $3
     on conflict (tenant_id, engagement_id) where closed_at is null do nothing`,
    [scope.tenantId, newId(), scope.engagementId, now],
  );
  return (await find()).rows[0]!;
}

const endedQuery = keepPlan(`select id, ends_at from sessions where tenant_id = $1 and engagement_id = $2 and ends_at > $3 and ends_at <= $4
  and ${tookPlace} order by ends_at desc, id limit 1`);

/** The last session that took place (as far as anybody knows) and ended after an agenda was opened. */
export async function endedSince(tx: Queryable, scope: EngagementScope, since: Date, now: Date): Promise<{ id: string; ends_at: Date } | null> {
  const { rows } = await tx.query<{ id: string; ends_at: Date }>(endedQuery, [scope.tenantId, scope.engagementId, since, now]);
  return rows[0] ?? null;
}

/** The agenda stays with the session that ended; what was parked and what the coach proposed in vain goes on to the next one. */
export async function closeAgenda(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, ended: { id: string; ends_at: Date }, now: Date): Promise<void> {
  await tx.query('update agendas set session_id = $3, closed_at = $4 where tenant_id = $1 and id = $2', [scope.tenantId, agenda.id, ended.id, ended.ends_at]);
  const next = await holdOpen(tx, scope, now);
  await tx.query('update agendas set sharing = $3 where tenant_id = $1 and id = $2', [scope.tenantId, next.id, agenda.sharing === 'auto' ? 'auto' : 'kept']);
  await tx.query(
    `insert into agenda_items (tenant_id, id, agenda_id, position, text, state, by_role, source, source_id)
     select tenant_id, gen_random_uuid(), $3, row_number() over (order by position), text, case state when 'proposed' then 'proposed' else 'open' end, by_role, source, source_id
     from agenda_items where tenant_id = $1 and agenda_id = $2 and state in ('parked', 'proposed') and removed_at is null`,
    [scope.tenantId, agenda.id, next.id],
  );
}

const nextQuery = keepPlan(`select id, kind, starts_at from sessions where tenant_id = $1 and engagement_id = $2 and ends_at > $3
  and state in ('proposed', 'booked', 'in-progress') order by starts_at, id limit 1`);

/** The session that comes next. */
export async function nextSession(tx: Queryable, scope: EngagementScope, now: Date): Promise<NextSession | null> {
  const { rows } = await tx.query<NextSession>(nextQuery, [scope.tenantId, scope.engagementId, now]);
  return rows[0] ?? null;
}

const sessionQuery = keepPlan('select id, kind, starts_at from sessions where tenant_id = $1 and engagement_id = $2 and id = $3');
const ofSessionQuery = keepPlan(`select ${columns} from agendas where tenant_id = $1 and engagement_id = $2 and session_id = $3`);

/** The agenda that stayed with a session, with that session. */
export async function agendaOfSession(tx: Queryable, scope: EngagementScope, sessionId: string): Promise<{ agenda: AgendaRow | null; session: NextSession } | null> {
  const { rows: sessions } = await tx.query<NextSession>(sessionQuery, [scope.tenantId, scope.engagementId, sessionId]);
  if (!sessions[0]) return null;
  const { rows } = await tx.query<AgendaRow>(ofSessionQuery, [scope.tenantId, scope.engagementId, sessionId]);
  return { agenda: rows[0] ?? null, session: sessions[0] };
}

/** A line of fieldwork as an agenda has it. */
export interface DraftedLine {
  id: string;
  text: string;
  source: 'fieldwork' | 'help';
}

const draftQuery = keepPlan(`insert into agenda_items (tenant_id, id, agenda_id, position, by_role, source, source_id, text)
   select $1, gen_random_uuid(), $3, (select coalesce(max(position), 0) from agenda_items where tenant_id = $1 and agenda_id = $3) + row_number() over (order by d.at, d.id),
     'client', d.source, d.id, d.text
   from (select id, brought_at as at, 'reflection' as source, '' as text from reflections where tenant_id = $1 and brought_to = $2 and brought_at >= $4
           and ($7::timestamptz is null or brought_at < $7)
         union all select f.id, $4, f.source, f.text from unnest($5::uuid[], $6::text[], $8::text[]) f (id, text, source)) d
   on conflict (tenant_id, agenda_id, source_id) where source_id is not null do update
     set text = excluded.text, source = excluded.source, removed_at = null,
       state = case when agenda_items.source <> excluded.source or agenda_items.removed_at is not null then 'open' else agenda_items.state end
     where (excluded.source = agenda_items.source and agenda_items.removed_at is null and agenda_items.text <> excluded.text)
       or (excluded.source = 'help' and (agenda_items.source <> 'help' or agenda_items.removed_at is not null))`);

/**
 * Puts what was brought, and fieldwork that slipped or that help is wanted with, at the end of an agenda, each once: a line that help
 * is wanted with stands in the place where it stood as slipped. A reflection goes into the agenda that was open when it was brought.
 */
export async function draftItems(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, lines: DraftedLine[], until: Date | null): Promise<void> {
  await tx.query(
    draftQuery,
    [scope.tenantId, scope.engagementId, agenda.id, agenda.opened_at, lines.map(({ id }) => id), lines.map(({ text }) => text), until, lines.map(({ source }) => source)],
  );
}

const itemsQuery = keepPlan(`select i.id, case i.source when 'reflection' then r.text else i.text end as text, i.state, i.by_role, i.source, i.source_id, r.prompt, i.version
   from agenda_items i join agendas a on a.tenant_id = i.tenant_id and a.id = i.agenda_id
   left join reflections r on r.tenant_id = i.tenant_id and i.source = 'reflection' and r.id = i.source_id and r.brought_to = a.engagement_id
   where i.tenant_id = $1 and a.engagement_id = $2 and i.agenda_id = $3 and i.removed_at is null and (i.source <> 'reflection' or r.text <> '') order by i.position, i.id limit 200`);

/** Items in order. A reflection's words come from where they are kept, while they are brought to this very engagement. */
export async function itemsOf(tx: Queryable, scope: EngagementScope, agendaId: string): Promise<ItemRow[]> {
  const { rows } = await tx.query<ItemRow>(itemsQuery, [scope.tenantId, scope.engagementId, agendaId]);
  return rows;
}

export async function changeAgendaRow(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, change: ChangeAgenda): Promise<boolean> {
  const { rowCount } = await tx.query(
    // Only words can be lost to another window, so only they are counted; of two choices who may read it, the last one holds.
    `update agendas set version = version + case when $4::text is null then 0 else 1 end, help = coalesce($4, help), sharing = coalesce($5, sharing)
     where tenant_id = $1 and id = $2 and (version = $3 or $4::text is null)`,
    [scope.tenantId, agenda.id, change.version, change.help ?? null, change.sharing ?? null],
  );
  return rowCount === 1;
}

/** Adds an item at the end. False when the id is taken. */
export async function insertItem(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, item: { id: string; text: string; by: 'client' | 'coach'; state: 'open' | 'proposed' }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into agenda_items (tenant_id, id, agenda_id, position, text, state, by_role)
     select $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5, $6 from agenda_items where tenant_id = $1 and agenda_id = $3
     on conflict do nothing`,
    [scope.tenantId, item.id, agenda.id, item.text, item.state, item.by],
  );
  return rowCount === 1;
}

export async function changeItemRow(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, itemId: string, change: ChangeItem): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update agenda_items set version = version + 1, text = coalesce($5, text), state = coalesce($6, state)
     where tenant_id = $1 and agenda_id = $2 and id = $3 and version = $4`,
    [scope.tenantId, agenda.id, itemId, change.version, change.text ?? null, change.state ?? null],
  );
  return rowCount === 1;
}

export async function removeItemRow(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, itemId: string): Promise<void> {
  await tx.query('delete from agenda_items where tenant_id = $1 and agenda_id = $2 and id = $3', [scope.tenantId, agenda.id, itemId]);
}

/** Takes a drafted item away for good: it is kept out of sight, so that it is not drafted again. */
export async function hideItemRow(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, itemId: string, now: Date): Promise<void> {
  await tx.query('update agenda_items set removed_at = $4 where tenant_id = $1 and agenda_id = $2 and id = $3', [scope.tenantId, agenda.id, itemId, now]);
}

export async function orderRows(tx: Queryable, scope: EngagementScope, agenda: AgendaRow, ids: string[]): Promise<void> {
  await tx.query(
    `update agenda_items i set position = o.position from unnest($3::uuid[]) with ordinality o (id, position)
     where i.tenant_id = $1 and i.agenda_id = $2 and i.id = o.id`,
    [scope.tenantId, agenda.id, ids],
  );
}

export async function clientName(tx: Queryable, scope: EngagementScope): Promise<string> {
  const { rows } = await tx.query<{ display_name: string }>(
    'select p.display_name from engagements e join people p on p.tenant_id = e.tenant_id and p.id = e.client_id where e.tenant_id = $1 and e.id = $2',
    [scope.tenantId, scope.engagementId],
  );
  return rows[0]!.display_name;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'agendas', table: 'agendas', columns: ['opened_at', 'closed_at', 'help', 'engagement_id'], where: ofOwnEngagement() },
  { name: 'points of agendas', table: 'agenda_items', columns: ['agenda_id', 'position', 'text', 'state', 'by_role', 'source'], where: `exists (select from agendas a join engagements e on e.tenant_id = a.tenant_id and e.id = a.engagement_id
    where a.tenant_id = $1 and a.id = t.agenda_id and $2 = case t.by_role when 'coach' then e.coach_id else e.client_id end)` },
];

const ofAgenda = (who: string): string =>
  `exists (select from agendas a join engagements e on e.tenant_id = a.tenant_id and e.id = a.engagement_id where a.tenant_id = $1::uuid and a.id = t.agenda_id and ${who})`;

/** What an erasure does here: the agenda is the client’s; of a coach go the points that they typed. */
export const erasure: ErasedTable[] = [
  { table: 'agenda_items', steps: [{ where: ofAgenda("(e.client_id = $2::uuid or e.coach_id = $2::uuid and t.by_role = 'coach')") }], keeps: { text: 'the words of somebody who stays' } },
  { table: 'agendas', steps: [{ where: whereClient() }], keeps: { help: 'the words of a client who stays' } },
];

import type { ClientScope } from '../../access/own.ts';
import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import { newId } from '../../platform/ids.ts';
import type { Prompt, PromptKey } from './contract.ts';

export interface ReflectionRow {
  id: string;
  week: string;
  prompt_key: PromptKey;
  prompt: string;
  text: string;
  version: number;
  brought_to: string | null;
  brought_at: Date | null;
  updated_at: Date;
}

export interface ReviewRow {
  week: string;
  used_at: Date | null;
  done_at: Date | null;
}

const columns = 'id, week, prompt_key, prompt, text, version, brought_to, brought_at, updated_at';

const promptsQuery = keepPlan('select version, prompts from review_prompts where tenant_id = $1 and person_id = $2');
const reviewQuery = keepPlan('select week, used_at, done_at from reviews where tenant_id = $1 and person_id = $2 and week = $3');
const reflectionsQuery = keepPlan(`select ${columns} from reflections where tenant_id = $1 and person_id = $2 and week = any($3::text[]) order by week desc, prompt_key`);

export async function findPrompts(tx: Queryable, scope: ClientScope): Promise<{ version: number; prompts: Prompt[] } | null> {
  const { rows } = await tx.query<{ version: number; prompts: Prompt[] }>(promptsQuery, [scope.tenantId, scope.personId]);
  return rows[0] ?? null;
}

/** Keeps prompts if `version` is the one that is kept (0: none is); answers whether it was. */
export async function keepPrompts(tx: Queryable, scope: ClientScope, version: number, prompts: Prompt[]): Promise<boolean> {
  const values = [scope.tenantId, scope.personId, JSON.stringify(prompts)];
  const { rowCount } =
    version === 0
      ? await tx.query('insert into review_prompts (tenant_id, person_id, prompts) values ($1, $2, $3) on conflict do nothing', values)
      : await tx.query('update review_prompts set prompts = $3, version = version + 1 where tenant_id = $1 and person_id = $2 and version = $4', [...values, version]);
  return rowCount === 1;
}

export async function forgetPrompts(tx: Queryable, scope: ClientScope): Promise<void> {
  await tx.query('delete from review_prompts where tenant_id = $1 and person_id = $2', [scope.tenantId, scope.personId]);
}

export async function findReview(tx: Queryable, scope: ClientScope, week: string): Promise<ReviewRow | null> {
  const { rows } = await tx.query<ReviewRow>(reviewQuery, [scope.tenantId, scope.personId, week]);
  return rows[0] ?? null;
}

/** Notes that the week's review is used, and on request that it is done or open again. */
export async function useReview(tx: Queryable, scope: ClientScope, week: string, now: Date, done: boolean | null): Promise<void> {
  await tx.query(
    `insert into reviews (tenant_id, person_id, week, used_at, done_at) values ($1, $2, $3, $4::timestamptz, case when $5::boolean then $4::timestamptz end)
     on conflict (tenant_id, person_id, week) do update set used_at = coalesce(reviews.used_at, $4),
       done_at = case when $5::boolean is null then reviews.done_at when $5::boolean then coalesce(reviews.done_at, $4) end`,
    [scope.tenantId, scope.personId, week, now, done],
  );
}

/** Reviews that were used before a week, newest first. */
export async function reviewsBefore(tx: Queryable, scope: ClientScope, before: string, limit: number): Promise<ReviewRow[]> {
  const { rows } = await tx.query<ReviewRow>(
    'select week, used_at, done_at from reviews where tenant_id = $1 and person_id = $2 and week < $3 and used_at is not null order by week desc limit $4',
    [scope.tenantId, scope.personId, before, limit],
  );
  return rows;
}

export async function reflectionsOf(tx: Queryable, scope: ClientScope, weeks: string[]): Promise<ReflectionRow[]> {
  const { rows } = await tx.query<ReflectionRow>(reflectionsQuery, [scope.tenantId, scope.personId, weeks]);
  return rows;
}

/** Keeps an answer if `version` is the one that is kept (0: none is); null when it is not. The review's row must be there. */
export async function keepAnswer(
  tx: Queryable,
  scope: ClientScope,
  answer: { week: string; key: PromptKey; prompt: string; text: string; version: number; now: Date },
): Promise<ReflectionRow | null> {
  const { rows } = await tx.query<ReflectionRow>(
    `insert into reflections (tenant_id, id, person_id, week, prompt_key, prompt, text, updated_at)
     select $1, $2, $3, $4, $5, $6, $7, $8 where $9 = 0 or exists (
       select from reflections where tenant_id = $1 and person_id = $3 and week = $4 and prompt_key = $5)
     on conflict (tenant_id, person_id, week, prompt_key) do update
       set prompt = excluded.prompt, text = excluded.text, version = reflections.version + 1, updated_at = excluded.updated_at
       where reflections.version = $9
     returning ${columns}`,
    [scope.tenantId, newId(), scope.personId, answer.week, answer.key, answer.prompt, answer.text, answer.now, answer.version],
  );
  return rows[0] ?? null;
}

/** Says whose coach may read an answer, or nobody's; false when there is no such answer. */
export async function setBrought(tx: Queryable, scope: ClientScope, one: { week: string; key: PromptKey; engagementId: string | null; now: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update reflections set brought_to = $5::uuid,
       brought_at = case when $5::uuid is null then null when brought_to = $5 then brought_at else $6::timestamptz end
     where tenant_id = $1 and person_id = $2 and week = $3 and prompt_key = $4`,
    [scope.tenantId, scope.personId, one.week, one.key, one.engagementId, one.now],
  );
  return rowCount === 1;
}

/** What was brought to an engagement, newest first. Nothing else of a client's reflections can be reached from an engagement. */
export async function broughtTo(tx: Queryable, scope: EngagementScope): Promise<ReflectionRow[]> {
  const { rows } = await tx.query<ReflectionRow>(
    `select ${columns} from reflections where tenant_id = $1 and brought_to = $2 and text <> '' order by brought_at desc, id limit 200`,
    [scope.tenantId, scope.engagementId],
  );
  return rows;
}

export interface OwnEngagement {
  id: string;
  coach_name: string;
  next_session_at: Date | null;
}

const ownQuery = keepPlan(`select e.id, p.display_name as coach_name, (select min(s.starts_at) from sessions s where s.tenant_id = e.tenant_id
    and s.engagement_id = e.id and s.state in ('proposed', 'booked') and s.ends_at > $3) as next_session_at
  from engagements e join people p on p.tenant_id = e.tenant_id and p.id = e.coach_id
  where e.tenant_id = $1 and e.client_id = $2 and e.status <> 'ended' order by e.starts_on, e.id limit 20`);

/** Engagements of a client that go on. */
export async function ownEngagements(tx: Queryable, scope: ClientScope, now: Date): Promise<OwnEngagement[]> {
  const { rows } = await tx.query<OwnEngagement>(ownQuery, [scope.tenantId, scope.personId, now]);
  return rows;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'reviews', table: 'reviews', columns: ['week', 'used_at', 'done_at'], where: 't.person_id = $2' },
  { name: 'reflections', table: 'reflections', columns: ['week', 'prompt', 'text', 'brought_to', 'updated_at'], where: 't.person_id = $2' },
  { name: 'your own questions', table: 'review_prompts', columns: ['prompts'], where: 't.person_id = $2' },
];

/** What an erasure does here. */
export const erasure: ErasedTable[] = ['reflections', 'reviews', 'review_prompts'].map((table) => ({ table, steps: [{ where: 't.person_id = $2' }], own: true }));

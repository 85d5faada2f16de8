import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { whereClient, wherePair, type ErasedTable } from '../../platform/db/erasure.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import type { AttendancePolicy } from '../attendance/contract.ts';
import type { LadderStep, Message, SharingTerms, SponsorSees } from './contract.ts';

export type Key = Pick<EngagementScope, 'tenantId' | 'engagementId'>;

/** Where agreement and ladder of one engagement stand. */
export interface SharingRow {
  tenant_id: string;
  engagement_id: string;
  newest: number;
  open_version: number | null;
  in_force: number | null;
  ladder_from: Date | null;
  look_at: Date | null;
  step: LadderStep;
  round: number;
  since: Date | null;
  tell_by: Date | null;
  tell_heard_at: Date | null;
  suspended_at: Date | null;
  paused_until: string | null;
  paused_by: string | null;
  talked_at: Date | null;
  draft: string;
  told_at: Date | null;
  told_how: 'mail' | 'maybe' | 'self' | null;
  telling_id: string | null;
  telling_at: Date | null;
  notice_state: 'held' | 'offered' | null;
  notice_id: string | null;
  notice_words: Message | null;
  notice_send_at: Date | null;
  notice_by: string | null;
  notice_shown_at: Date | null;
  objection: string;
  objected_at: Date | null;
  version: number;
}

const columns = `tenant_id, engagement_id, newest, open_version, in_force, ladder_from, look_at, step, round, since, tell_by, tell_heard_at, suspended_at,
  paused_until::text, paused_by, talked_at, draft, told_at, told_how, telling_id, telling_at, notice_state, notice_id, notice_words, notice_send_at,
  notice_by, notice_shown_at, objection, objected_at, version`;

const at = ({ tenantId, engagementId }: Key): [string, string] => [tenantId, engagementId];

/** The row; null while nothing was ever agreed or missed. */
export async function readSharing(tx: Queryable, key: Key): Promise<SharingRow | null> {
  const { rows } = await tx.query<SharingRow>(`select ${columns} from sharing where tenant_id = $1 and engagement_id = $2`, at(key));
  return rows[0] ?? null;
}

/** The row, made when there is none, held until the transaction ends. */
export async function holdSharing(tx: Queryable, key: Key): Promise<SharingRow> {
  await tx.query('insert into sharing (tenant_id, engagement_id) values ($1, $2) on conflict do nothing', at(key));
  const { rows } = await tx.query<SharingRow>(`select ${columns} from sharing where tenant_id = $1 and engagement_id = $2 for update`, at(key));
  return rows[0]!;
}

export type SharingChanges = Partial<Omit<SharingRow, 'tenant_id' | 'engagement_id' | 'version'>>;

/** Changes what is given. The caller holds the row. `counts`: false for what nobody has read, such as when to look next. */
export async function changeSharing(tx: Queryable, key: Key, changes: SharingChanges, counts = true): Promise<void> {
  const entries = Object.entries(changes);
  const sets = entries.map(([column], index) => `${column} = $${index + 3}`);
  if (counts) sets.push('version = version + 1');
  const values = entries.map(([column, value]) => (column === 'notice_words' && value !== null ? JSON.stringify(value) : value));
  await tx.query(`update sharing set ${sets.join(', ')} where tenant_id = $1 and engagement_id = $2`, [...at(key), ...values]);
}

export interface VersionRow {
  version: number;
  at: Date;
  made_by: string;
  made_by_name: string;
  terms: SharingTerms;
  policy: AttendancePolicy;
  accepted: { person_id: string; at: string }[];
}

const versions = `select v.version, v.at, v.made_by, p.display_name as made_by_name, v.terms, v.policy,
    coalesce((select json_agg(json_build_object('person_id', a.person_id, 'at', a.at) order by a.at) from sharing_acceptances a
      where a.tenant_id = v.tenant_id and a.engagement_id = v.engagement_id and a.version = v.version), '[]') as accepted
  from sharing_versions v join people p on p.tenant_id = v.tenant_id and p.id = v.made_by
  where v.tenant_id = $1 and v.engagement_id = $2`;

/** Newest first. */
export async function listVersions(tx: Queryable, key: Key): Promise<VersionRow[]> {
  return (await tx.query<VersionRow>(`${versions} order by v.version desc limit 200`, at(key))).rows;
}

export async function readVersion(tx: Queryable, key: Key, version: number): Promise<VersionRow | null> {
  return (await tx.query<VersionRow>(`${versions} and v.version = $3`, [...at(key), version])).rows[0] ?? null;
}

export async function addVersion(tx: Queryable, key: Key, made: { version: number; at: Date; by: string; terms: SharingTerms; policy: AttendancePolicy }): Promise<void> {
  await tx.query('insert into sharing_versions (tenant_id, engagement_id, version, at, made_by, terms, policy) values ($1, $2, $3, $4, $5, $6, $7)', [
    ...at(key), made.version, made.at, made.by, JSON.stringify(made.terms), JSON.stringify(made.policy),
  ]);
}

export async function addAcceptance(tx: Queryable, key: Key, version: number, personId: string, now: Date): Promise<void> {
  await tx.query('insert into sharing_acceptances (tenant_id, engagement_id, version, person_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing', [...at(key), version, personId, now]);
}

/** Lets everything that is shown to the sponsor follow the agreement. */
export async function setSponsorSees(tx: Queryable, key: Key, sees: SponsorSees): Promise<void> {
  await tx.query('update engagements set sponsor_sees = $3 where tenant_id = $1 and id = $2', [...at(key), JSON.stringify(sees)]);
}

/** Engagements whose ladder is to be looked at. */
export async function dueLadders(tx: Queryable, now: Date, limit: number): Promise<Key[]> {
  const { rows } = await tx.query<{ tenant_id: string; engagement_id: string }>('select tenant_id, engagement_id from sharing where look_at <= $1 order by look_at limit $2', [now, limit]);
  return rows.map((row) => ({ tenantId: row.tenant_id, engagementId: row.engagement_id }));
}

export const nextLadder = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>('select min(look_at) as at from sharing where look_at is not null')).rows[0]?.at ?? null;

const agreedBy = "exists (select from engagements e where e.tenant_id = $1::uuid and e.id = t.engagement_id and $2::uuid in (e.client_id, e.coach_id, e.sponsor_id))";
/** The client has all that left about them; the others what they sent or got. */
const disclosed = `(${ofOwnEngagement()} or $2::uuid in (t.by_id, t.to_id))`;

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'what is agreed to be shared', table: 'sharing_versions', columns: ['at', 'version', 'terms', 'policy', 'engagement_id'], where: agreedBy },
  { name: 'agreements accepted', table: 'sharing_acceptances', columns: ['at', 'version', 'engagement_id'], where: 't.person_id = $2::uuid' },
  { name: 'where missed sessions stand', table: 'sharing', columns: ['since', 'step', 'tell_by', 'paused_until', 'told_at', 'draft', 'objection', 'engagement_id'], where: ofOwnEngagement() },
  { name: 'what left Fieldwork', table: 'disclosures', columns: ['at', 'source', 'to_address', 'agreement', 'subject', 'words', 'engagement_id'], where: disclosed },
  {
    name: 'what became of what left', table: 'disclosure_outcomes', columns: ['at', 'outcome'],
    where: `exists (select from disclosures d join engagements e on e.tenant_id = d.tenant_id and e.id = d.engagement_id
      where d.tenant_id = $1::uuid and d.id = t.disclosure_id and $2::uuid in (e.client_id, d.by_id, d.to_id))`,
  },
];

const byRow = 'by a row of people that says nothing of an erased person';

/** What an erasure does here: that something was agreed and left stays; whom it reached and what it said do not. */
export const erasure: ErasedTable[] = [
  { table: 'sharing_versions', steps: [{ where: `t.made_by = $2 or ${whereClient()}`, set: { terms: `jsonb_set(t.terms, '{words}', '""')` } }], keeps: { made_by: byRow, policy: 'numbers' } },
  { table: 'sharing_acceptances', steps: [], keeps: { person_id: byRow } },
  {
    table: 'sharing',
    steps: [
      { where: whereClient(), set: { draft: "''", objection: "''" } },
      { where: `${wherePair()} or t.notice_words::text ~* $3`, set: { notice_words: 'null', notice_state: 'null' } },
    ],
    keeps: { paused_by: byRow, notice_by: byRow },
  },
  {
    table: 'disclosures', steps: [{ where: `${whereClient()} or $2 in (t.by_id, t.to_id) or t.to_address ~* $3 or t.subject ~* $3 or t.words ~* $3`, set: { to_address: "''", subject: "''", words: "''" } }],
    keeps: { by_id: byRow, to_id: byRow, key: 'a kind and ids' },
  },
];

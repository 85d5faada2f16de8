import type { ProgrammeScope } from '../../access/programme.ts';
import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { SessionKind } from '../scheduling/contract.ts';
import type { Standing } from './rules.ts';

export interface LineRow {
  session_id: string;
  engagement_id: string;
  kind: SessionKind;
  session_state: Standing['session'];
  verdict: Standing['verdict'];
  disputed: boolean;
  starts_at: Date;
  ends_at: Date;
  client_late: number | null;
  coach_late: number | null;
}

export interface EngagementRow {
  id: string;
  status: 'active' | 'paused' | 'ended';
  client_name: string;
  client_zone: string | null;
  coach_name: string;
  next_session_at: Date | null;
}

/** Instants; end excluded. */
export interface Frame {
  from: Date;
  to: Date;
}

const late = (role: 'client' | 'coach'): string => `(jsonb_path_query_first(a.found, '$.evidence[*] ? (@.kind == "present" && @.role == "${role}").lateBy'))::int`;

/** Sessions that are over or were called off; proposals that never stood in a calendar are nobody's to miss. Texts are not read. */
const lines = `
  select s.id as session_id, s.engagement_id, s.kind, s.state as session_state, a.state as verdict, coalesce(a.disputed_at is not null, false) as disputed,
    s.starts_at, s.ends_at, ${late('client')} as client_late, ${late('coach')} as coach_late
  from sessions s
  left join attendance a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.starts_at = s.starts_at and a.ends_at = s.ends_at
  where s.tenant_id = $1 and s.starts_at >= $2 and s.starts_at < $3 and (s.ends_at <= $4 or s.state in ('cancelled', 'late-cancel'))
    and (s.state <> 'proposed' or s.event_id is not null)`;
/** More than any programme has sessions in thirteen months that somebody would look at on a screen. */
const most = 50_000;

export async function linesOfEngagement(tx: Queryable, scope: EngagementScope, { from, to }: Frame, now: Date): Promise<LineRow[]> {
  const { rows } = await tx.query<LineRow>(`${lines} and s.engagement_id = $5 order by s.starts_at desc, s.id limit ${most}`, [scope.tenantId, from, to, now, scope.engagementId]);
  return rows;
}

export async function linesOfProgramme(tx: Queryable, scope: ProgrammeScope, { from, to }: Frame, now: Date): Promise<LineRow[]> {
  const { rows } = await tx.query<LineRow>(`${lines} order by s.starts_at desc, s.id limit ${most}`, [scope.tenantId, from, to, now]);
  return rows;
}

const engagements = `
  select e.id, e.status, c.display_name as client_name, c.zone as client_zone, h.display_name as coach_name,
    (select min(s.starts_at) from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id and s.state in ('proposed', 'booked') and s.starts_at > $2) as next_session_at
  from engagements e
  join people c on c.tenant_id = e.tenant_id and c.id = e.client_id
  join people h on h.tenant_id = e.tenant_id and h.id = e.coach_id
  where e.tenant_id = $1`;

export async function engagementOf(tx: Queryable, scope: EngagementScope, now: Date): Promise<EngagementRow> {
  return (await tx.query<EngagementRow>(`${engagements} and e.id = $3`, [scope.tenantId, now, scope.engagementId])).rows[0]!;
}

export async function engagementsOfProgramme(tx: Queryable, scope: ProgrammeScope, now: Date): Promise<EngagementRow[]> {
  return (await tx.query<EngagementRow>(`${engagements} order by (e.status = 'ended'), c.display_name, e.id limit 2000`, [scope.tenantId, now])).rows;
}

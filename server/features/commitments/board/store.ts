import type { Parties, SessionParties } from '../../../access/scope.ts';
import type { Database, Prepared } from '../../../platform/db/database.ts';
import { newerAsJson, newestId, type LiveEvent } from '../../../platform/live/event-log.ts';
import { fields, type CommitmentRow, type Confirmation } from '../store.ts';

/** Everything of a session's board, and who is who in its engagement: nothing of it may be shown before that is proved. */
export interface BoardRow extends SessionParties {
  off: boolean;
  lines: CommitmentRow[];
  before: CommitmentRow[];
  goals: { id: string; title: string }[];
  confirmed: Confirmation[];
  /** The client's zone. */
  zone: string;
  last: string;
}

const linesWhere = (condition: string): string =>
  `(select coalesce(json_agg(l), '[]') from (select ${fields} from commitments c where c.tenant_id = s.tenant_id and c.engagement_id = s.engagement_id and c.removed_at is null
      and ${condition} order by c.position, c.created_at, c.id limit 2000) l)`;

const isOff = `s.state in ('cancelled', 'late-cancel')`;

/** Open when the session came, done since the session before it, or looked back on in it; of one that was called off the last alone. */
const fromBefore = `c.session_id is distinct from s.id and c.created_at < s.ends_at
  and (exists (select from commitment_reviews r where r.tenant_id = c.tenant_id and r.commitment_id = c.id and r.session_id = s.id)
    or (c.state in ('open', 'proposed') and not ${isOff})
    or (c.state = 'done' and not ${isOff} and c.done_at < s.ends_at and c.done_at >= coalesce((select max(o.starts_at) from sessions o where o.tenant_id = s.tenant_id
      and o.engagement_id = s.engagement_id and o.starts_at < s.starts_at and o.state not in ('cancelled', 'late-cancel')), '-infinity')))`;

// One statement: every open panel asks it after every change, and each further one would keep the others waiting.
const board: Prepared = {
  name: 'board',
  sql: `select s.engagement_id, s.kind, e.client_id, e.coach_id, e.sponsor_id, e.status, e.sponsor_sees, ${isOff} as off, ${newestId('$1', 's.engagement_id')} as last,
      ${linesWhere('c.session_id = s.id')} as lines, ${linesWhere(fromBefore)} as before,
      (select coalesce(json_agg(json_build_object('id', g.id, 'title', g.title) order by g.position), '[]') from goals g where g.tenant_id = s.tenant_id and g.engagement_id = s.engagement_id) as goals,
      (select coalesce(json_agg(json_build_object('role', case b.person_id when e.client_id then 'client' when e.coach_id then 'coach' else 'sponsor' end, 'digest', b.digest)), '[]')
       from commitment_readbacks b where b.tenant_id = s.tenant_id and b.session_id = s.id) as confirmed,
      coalesce((select p.zone from people p where p.tenant_id = e.tenant_id and p.id = e.client_id), 'UTC') as zone
    from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id where s.tenant_id = $1 and s.id = $2`,
};

const instant = (at: unknown): Date | null => (at === null ? null : new Date(at as string));

/** A row as JSON has it: instants are texts there. */
const revived = (row: CommitmentRow): CommitmentRow => ({ ...row, created_at: instant(row.created_at)!, accepted_at: instant(row.accepted_at), done_at: instant(row.done_at) });

/** The board of a session, before anybody is authorised for it; undefined when there is no such session. */
export async function readBoard(db: Pick<Database, 'read'>, tenantId: string, sessionId: string): Promise<BoardRow | undefined> {
  const [row] = await db.read<BoardRow>(tenantId, board, [tenantId, sessionId]);
  return row && { ...row, lines: row.lines.map(revived), before: row.before.map(revived) };
}

const news: Prepared = {
  name: 'news',
  sql: `select e.client_id, e.coach_id, e.sponsor_id, e.status, e.sponsor_sees, ${newerAsJson('$1', 'e.id', '$3')} as events from engagements e where e.tenant_id = $1 and e.id = $2`,
};

/** What happened in an engagement after an event, and who is who in it; undefined when there is no such engagement. */
export async function readNews(db: Pick<Database, 'read'>, tenantId: string, engagementId: string, after: string): Promise<(Parties & { events: LiveEvent[] }) | undefined> {
  const [row] = await db.read<Parties & { events: LiveEvent[] }>(tenantId, news, [tenantId, engagementId, after]);
  return row;
}

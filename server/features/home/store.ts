import type { Actor } from '../../access/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { ofViewer, summaryColumns, type SummaryRow } from '../engagements/service.ts';
import type { PersonRow } from '../people/service.ts';
import { upcomingOfViewer, type SessionRow } from '../scheduling/service.ts';
import { waitingForViewer } from '../votes/service.ts';

export interface WaitingVote {
  id: string;
  engagement_id: string;
}

export interface HomeRows {
  me: PersonRow;
  engagements: SummaryRow[];
  sessions: SessionRow[];
  /** Votes that wait for the viewer's answer, soonest deadline first. */
  votes: WaitingVote[];
  /** Engagements whose coach, outside, published nothing of their time and holds no link to do so. */
  coachesToAsk: Set<string>;
}

type Parties = Pick<SummaryRow, 'client_id' | 'coach_id' | 'sponsor_id'>;

interface Answer {
  people: (PersonRow & { published: boolean })[];
  engagements: (Omit<SummaryRow, 'people'> & { coach_asked: boolean })[];
  sessions: (Omit<SessionRow, 'people'> & Parties)[];
  votes: WaitingVote[];
}

const rowsOf = (query: string): string => `(select coalesce(json_agg(one), '[]') from (${query}) one)`;

/**
 * Everything the home shows in one read: it is opened more often than all else together. Each table is read once; who takes part in what
 * is put together from `people` afterwards, because asking for them row by row costs the database most of its time. (`array(select ...)` and not
 * `||`, which row-level security keeps from using an index, since it is not known to be leak-proof.)
 */
const homeOf = (programmeLead: boolean): string => `
  with e as materialized (select ${summaryColumns} from engagements e where ${ofViewer(programmeLead)})
  select ${rowsOf(`
      select p.id, p.object_id, p.email, p.display_name, p.zone, p.object_id is not null or exists (
        select from coach_availability a where a.tenant_id = $1 and a.person_id = p.id and (a.feed_url is not null or a.office_hours is not null)) as published
      from people p where p.tenant_id = $1 and p.id = any (array(select $3::uuid union all select unnest(array[e.client_id, e.coach_id, e.sponsor_id]) from e))`)} as people,
    ${rowsOf(`
      select e.*, (select min(s.starts_at) from sessions s where s.tenant_id = $1 and s.engagement_id = e.id
        and s.state in ('proposed', 'booked') and s.ends_at > $2) as next_session_at,
        exists (select from availability_links l where l.tenant_id = $1 and l.engagement_id = e.id and l.person_id = e.coach_id
          and l.revoked_at is null and l.expires_at > $2) as coach_asked from e`)} as engagements,
    ${rowsOf(upcomingOfViewer)} as sessions,
    ${rowsOf(waitingForViewer)} as votes`;

const homeOfLead = { name: 'home-lead', sql: homeOf(true) };
const homeOfParty = { name: 'home', sql: homeOf(false) };

type People = ReadonlyMap<string, PersonRow>;

function partiesOf(people: People, { client_id, coach_id, sponsor_id }: Parties): SummaryRow['people'] {
  const parts = [['client', client_id], ['coach', coach_id], ['sponsor', sponsor_id]] as const;
  return parts.flatMap(([role, id]) => (id === null ? [] : [{ role, ...people.get(id)! }]));
}

export async function readHome(db: Database, actor: Actor, now: Date): Promise<HomeRows> {
  const [answer] = await db.read<Answer>(actor.tenantId, actor.programmeLead ? homeOfLead : homeOfParty, [actor.tenantId, now, actor.personId]);
  const unknown = new Set(answer!.people.filter((person) => !person.published).map((person) => person.id));
  const people = new Map(answer!.people.map((person) => [person.id, person]));
  return {
    me: people.get(actor.personId)!,
    engagements: answer!.engagements.map((row) => ({ ...row, people: partiesOf(people, row) })),
    sessions: answer!.sessions.map((row) => ({ ...row, people: partiesOf(people, row) })),
    votes: answer!.votes,
    coachesToAsk: new Set(answer!.engagements.filter((row) => !row.coach_asked && unknown.has(row.coach_id)).map(({ id }) => id)),
  };
}

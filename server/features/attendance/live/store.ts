import type { Queryable } from '../../../platform/db/database.ts';

/** Milliseconds in a row of SQL: when those present are asked, as `askAt` in card.ts says. */
const askAt = "s.starts_at + make_interval(mins => greatest(15, (e.attendance ->> 'graceMinutes')::int))";
const firm = `
  from sessions s
  join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id and e.status = 'active'
  where s.state in ('booked', 'in-progress') and s.ends_at > $1
    and not exists (select from attendance a where a.tenant_id = s.tenant_id and a.session_id = s.id and a.starts_at = s.starts_at and (a.carded_at is not null or a.said_at is not null))`;
const seen = (who: string): string =>
  `exists (select from attendance_panels p where p.tenant_id = s.tenant_id and p.session_id = s.id and p.person_id = e.${who} and p.seen_until > s.starts_at)`;
/** One of the two was seen since the start and the other was not. */
const alone = `(${seen('client_id')}) <> (${seen('coach_id')})`;

/** Earliest instant at which somebody may be asked: now, or when a session with somebody in it is old enough. */
export async function nextCard(tx: Queryable, now: Date): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select greatest($1::timestamptz, (select min(${askAt}) ${firm} and s.starts_at <= $1::timestamptz + interval '15 minutes' and ${alone})) as at
     where exists (select ${firm} and s.starts_at <= $1::timestamptz + interval '15 minutes' and ${alone})`,
    [now],
  );
  return rows[0]?.at ?? null;
}

/** Sessions that are on in which somebody is to be asked now. */
export async function dueCards(tx: Queryable, now: Date): Promise<{ tenant_id: string; session_id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; session_id: string }>(`select s.tenant_id, s.id as session_id ${firm} and ${askAt} <= $1 and ${alone} order by s.starts_at, s.id limit 200`, [now]);
  return rows;
}

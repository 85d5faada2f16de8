import type { Queryable } from '../../../platform/db/database.ts';

/** How an item in Outlook names a meeting; what is null says nothing. */
export interface MeetingNames {
  joinUrl: string | null;
  iCalUId: string | null;
}

/** The session behind a meeting that one of its engagement's parties has open; the latest where several were once linked. */
export async function sessionOfMeeting(tx: Queryable, tenantId: string, names: MeetingNames, personId: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `select s.id from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
     where s.tenant_id = $1 and (s.join_url = $2 or s.event_ical_uid = $3) and $4 in (e.client_id, e.coach_id, e.sponsor_id)
     order by s.starts_at desc limit 1`,
    [tenantId, names.joinUrl, names.iCalUId, personId],
  );
  return rows[0]?.id ?? null;
}

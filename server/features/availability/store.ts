import type { BusyStatus } from '../../platform/microsoft/microsoft.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import type { OfficeHours } from './contract.ts';

/** One person of one tenant, outside or in. */
export interface PersonKey {
  tenantId: string;
  personId: string;
}

export interface PageRow {
  zone: string;
  feed_url: string | null;
  office_hours: OfficeHours | null;
  updated_at: Date;
  feed_tried_at: Date | null;
  feed_problem: string | null;
  feed_message: string | null;
}

/** The last good reading. */
export interface ReadingRow {
  read_at: Date;
  window_from: Date;
  window_to: Date;
  etag: string | null;
  events: number;
  busy: [start: number, end: number, status: BusyStatus][];
}

export interface NewReading {
  feedUrl: string;
  zone: string;
  readAt: Date;
  from: Date;
  to: Date;
  etag: string | null;
  events: number;
  busy: ReadingRow['busy'];
}

const pageColumns = 'zone, feed_url, office_hours, updated_at, feed_tried_at, feed_problem, feed_message';

export async function findPage(tx: Queryable, { tenantId, personId }: PersonKey): Promise<PageRow | null> {
  const sql = `select ${pageColumns} from coach_availability where tenant_id = $1 and person_id = $2`;
  const { rows } = await tx.query<PageRow>(sql, [tenantId, personId]);
  return rows[0] ?? null;
}

/** The reading of the page's present address and zone; one of an earlier address is none. */
export async function findReading(tx: Queryable, { tenantId, personId }: PersonKey): Promise<ReadingRow | null> {
  const { rows } = await tx.query<ReadingRow>(
    `select r.read_at, r.window_from, r.window_to, r.etag, r.events, r.busy
     from coach_feed_readings r join coach_availability a using (tenant_id, person_id)
     where r.tenant_id = $1 and r.person_id = $2 and r.feed_url = a.feed_url and r.zone = a.zone`,
    [tenantId, personId],
  );
  return rows[0] ?? null;
}

/** Keeps what the coach chose; what was known of the feed's health goes with the old address. */
export async function savePageRow(
  tx: Queryable,
  { tenantId, personId }: PersonKey,
  page: { zone: string; feedUrl: string | null; officeHours: OfficeHours | null; now: Date },
): Promise<void> {
  await tx.query(
    `insert into coach_availability as a (tenant_id, person_id, zone, feed_url, office_hours, updated_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, person_id) do update set zone = $3, feed_url = $4, office_hours = $5, updated_at = $6,
       feed_tried_at = null, feed_problem = null, feed_message = null`,
    [tenantId, personId, page.zone, page.feedUrl, page.officeHours && JSON.stringify(page.officeHours), page.now],
  );
  if (page.feedUrl === null) await tx.query('delete from coach_feed_readings where tenant_id = $1 and person_id = $2', [tenantId, personId]);
}

/**
 * Notes how an attempt on a feed ended (`problem` null: well). False when the coach has changed address or zone meanwhile: then the
 * attempt says nothing, and its reading must not be kept.
 */
export async function saveAttempt(
  tx: Queryable,
  { tenantId, personId }: PersonKey,
  attempt: { feedUrl: string; zone: string; at: Date; problem: { code: string; message: string } | null },
): Promise<boolean> {
  const { feedUrl, zone, at, problem } = attempt;
  const { rowCount } = await tx.query(
    `update coach_availability set feed_tried_at = $5, feed_problem = $6, feed_message = $7
     where tenant_id = $1 and person_id = $2 and feed_url = $3 and zone = $4`,
    [tenantId, personId, feedUrl, zone, at, problem?.code ?? null, problem?.message ?? null],
  );
  return rowCount > 0;
}

export async function saveReading(tx: Queryable, { tenantId, personId }: PersonKey, reading: NewReading): Promise<void> {
  const { feedUrl, zone, readAt, from, to, etag, events, busy } = reading;
  await tx.query(
    `insert into coach_feed_readings (tenant_id, person_id, feed_url, zone, read_at, window_from, window_to, etag, events, busy)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (tenant_id, person_id) do update set feed_url = $3, zone = $4, read_at = $5, window_from = $6, window_to = $7, etag = $8,
       events = $9, busy = $10`,
    [tenantId, personId, feedUrl, zone, readAt, from, to, etag, events, JSON.stringify(busy)],
  );
}

/** The feed said that nothing changed: the reading is as good as new. */
export async function confirmReading(tx: Queryable, { tenantId, personId }: PersonKey, at: Date): Promise<void> {
  await tx.query('update coach_feed_readings set read_at = $3 where tenant_id = $1 and person_id = $2', [tenantId, personId, at]);
}

/** Whose page it is and for which engagement: coach, client and the name of the tenant. Null when it is gone. */
export async function findPeople(
  tx: Queryable,
  { tenantId, personId }: PersonKey,
  engagementId: string,
): Promise<{ coach_name: string; coach_email: string; client_name: string; company: string } | null> {
  const { rows } = await tx.query<{ coach_name: string; coach_email: string; client_name: string; company: string }>(
    `select coach.display_name as coach_name, coach.email as coach_email, client.display_name as client_name, t.display_name as company
     from engagements e join tenants t on t.id = e.tenant_id
       join people coach on coach.tenant_id = e.tenant_id and coach.id = e.coach_id
       join people client on client.tenant_id = e.tenant_id and client.id = e.client_id
     where e.tenant_id = $1 and e.coach_id = $2 and e.id = $3`,
    [tenantId, personId, engagementId],
  );
  return rows[0] ?? null;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'your availability', table: 'coach_availability', columns: ['zone', 'feed_url', 'office_hours', 'updated_at'], where: 't.person_id = $2' },
  { name: 'your calendar as last read', table: 'coach_feed_readings', columns: ['read_at', 'window_from', 'window_to', 'busy'], where: 't.person_id = $2' },
  { name: 'personal links to your page', table: 'availability_links', columns: ['created_at', 'expires_at', 'revoked_at', 'last_used_at', 'engagement_id'], where: 't.person_id = $2' },
];

/** What an erasure does here. */
export const erasure: ErasedTable[] = ['coach_feed_readings', 'coach_availability', 'availability_links'].map((table) => ({ table, steps: [{ where: 't.person_id = $2' }], own: true }));

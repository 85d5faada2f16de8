import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { MicrosoftFailure, type CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import { record } from '../../engagements/service.ts';
import type { SessionRow } from '../store.ts';
import { newsOf, type News } from './rules.ts';

/** A screen that is opened again within this time shows what was read then, in milliseconds. */
const freshFor = 10_000;

/** Worth reading: in the calendar, not over, nothing of ours on its way there, and not read a moment ago. */
function worthALook(row: SessionRow, now: Date): boolean {
  const open = (row.state === 'proposed' || row.state === 'booked') && new Date(row.ends_at) > now;
  const settled = row.event_id !== null && row.sync_due_at === null && row.sync_problem === null;
  const fresh = row.event_read_at !== null && now.getTime() - new Date(row.event_read_at).getTime() < freshFor;
  return open && settled && !fresh;
}

/** The event as it stands, null when it is gone; 'unknown' when Microsoft does not say: then nothing is concluded. */
async function readEvent(context: AppContext, row: SessionRow): Promise<CalendarEvent | null | 'unknown'> {
  const organizer = row.people.find((person) => person.id === row.organizer_id);
  if (!organizer?.object_id) return 'unknown';
  try {
    return await context.microsoft.application(row.tenant_id).getEvent(organizer.object_id, row.event_id!);
  } catch (error) {
    if (!(error instanceof MicrosoftFailure)) throw error;
    return error.kind === 'not-found' ? null : 'unknown';
  }
}

/** Takes the news over unless somebody changed the session meanwhile: their change goes first and is looked at next time. */
async function takeOver(tx: Queryable, row: SessionRow, news: News, now: Date): Promise<boolean> {
  const changed = news.moved !== null || news.state !== null;
  const { rowCount } = await tx.query(
    `update sessions set event_read_at = $4::timestamptz, responses = $5::jsonb, state = coalesce($6::text, state), version = version + $7::int,
       starts_at = coalesce($8::timestamptz, starts_at), ends_at = coalesce($9::timestamptz, ends_at), event_starts_at = coalesce($8::timestamptz, event_starts_at),
       event_ends_at = coalesce($9::timestamptz, event_ends_at), event_cancelled = event_cancelled or coalesce($6::text = 'cancelled', false)
     where tenant_id = $1 and id = $2 and version = $3 and sync_due_at is null`,
    [
      row.tenant_id, row.id, row.version, now, JSON.stringify(news.responses), news.state, changed ? 1 : 0,
      news.moved?.start ?? null, news.moved?.end ?? null,
    ],
  );
  return rowCount === 1 && changed;
}

/** Reads the session's event back when its screen is opened, and follows what was done in Outlook meanwhile. */
export async function lookAgain(context: AppContext, row: SessionRow): Promise<void> {
  const now = context.clock.now();
  if (!worthALook(row, now)) return;
  const event = await readEvent(context, row);
  if (event === 'unknown') return;
  const news = newsOf(row, event);
  await context.db.scoped(row.tenant_id, async (tx) => {
    if (!(await takeOver(tx, row, news, now))) return;
    const what = news.state === 'cancelled' ? 'session-cancelled-in-outlook' : news.moved ? 'session-moved-in-outlook' : 'session-confirmed';
    const detail = news.moved ? { from: row.starts_at, to: news.moved.start } : {};
    await record(tx, { tenantId: row.tenant_id, engagementId: row.engagement_id, sessionId: row.id, actorId: null, what, detail, now });
  });
}

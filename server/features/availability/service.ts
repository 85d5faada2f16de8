import type { AppContext } from '../../context.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { saveZone } from '../people/service.ts';
import type { Availability, SaveAvailability } from './contract.ts';
import type { OpenedLink } from './links/links.ts';
import { presentPage } from './present.ts';
import { keepAttempt, readFeed, type Attempt } from './feed/refresh.ts';
import { isReadingDue, knowledgeOf, type CoachCalendar, type Window } from './rules.ts';
import { findPage, findPeople, findReading, savePageRow, type PageRow, type PersonKey, type ReadingRow } from './store.ts';

export { erasure, personal } from './store.ts';

export { createLink, listLinks, openLink, revokeLink, type EngagementKey, type OpenedLink } from './links/links.ts';
export type { CoachCalendar } from './rules.ts';

/** What the coach's page shows: what they keep there and how their feed is. */
export async function readPage(context: AppContext, link: OpenedLink): Promise<Availability> {
  return context.db.scoped(link.tenantId, async (tx) => {
    const people = await findPeople(tx, link, link.engagementId);
    if (!people) throw notFound('This page');
    return presentPage(link, people, await findPage(tx, link), await findReading(tx, link));
  });
}

/**
 * Keeps what the coach chose and reads the feed at once, so that the answer says what was found. An address that may not be opened is
 * refused as a field (`feedUrl`) and changes nothing; one that cannot be read now is kept, with its problem.
 */
export async function savePage(context: AppContext, link: OpenedLink, body: SaveAvailability): Promise<Availability> {
  const { zone, feedUrl, officeHours } = body;
  const now = context.clock.now();
  const attempt = feedUrl === null ? null : await readFeed(context, { feedUrl, zone, reading: null, wanted: null, now });
  refuseBadAddress(attempt);
  await context.db.scoped(link.tenantId, async (tx) => {
    await savePageRow(tx, link, { zone, feedUrl, officeHours, now });
    // Everybody else sees the coach's hours in this zone too.
    await saveZone(tx, link.tenantId, link.personId, zone);
  });
  if (attempt) await keepAttempt(context, link, attempt);
  return readPage(context, link);
}

function refuseBadAddress(attempt: Attempt | null): void {
  if (attempt && !attempt.said.ok && attempt.said.code === 'bad-address') throw invalid('feedUrl', attempt.said.message);
}

/**
 * What is known of an outside coach's time from `from` to `to` (ISO instants). Asks the feed again when its last reading is older than
 * 15 minutes; a reading up to 24 hours old stands in when that fails, and says its age. After that the calendar is unknown.
 */
export async function coachCalendar(context: AppContext, request: PersonKey & { from: string; to: string; now: Date }): Promise<CoachCalendar> {
  const { now } = request;
  const window = { from: new Date(request.from), to: new Date(request.to) };
  const [page, reading] = await kept(context, request);
  if (!page?.feed_url || !isReadingDue(page, reading, window, now)) return knowledgeOf(page, reading, window, now);
  await refresh(context, request, page, reading, window, now);
  return knowledgeOf(...(await kept(context, request)), window, now);
}

const kept = (context: AppContext, key: PersonKey): Promise<[PageRow | null, ReadingRow | null]> =>
  context.db.scoped(key.tenantId, async (tx) => [await findPage(tx, key), await findReading(tx, key)]);

async function refresh(context: AppContext, key: PersonKey, page: PageRow, reading: ReadingRow | null, wanted: Window, now: Date): Promise<void> {
  await keepAttempt(context, key, await readFeed(context, { feedUrl: page.feed_url!, zone: page.zone, reading, wanted, now }));
}

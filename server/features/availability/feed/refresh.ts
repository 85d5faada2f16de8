import type { AppContext } from '../../../context.ts';
import type { FeedReading } from './read-feed.ts';
import { covers, windowToCount, windowToRead, type Window } from '../rules.ts';
import { confirmReading, saveAttempt, saveReading, type PersonKey, type ReadingRow } from '../store.ts';

/** A feed to be asked: its address, the zone for floating times, and the last good reading if it still matters. */
export interface FeedToRead {
  feedUrl: string;
  zone: string;
  reading: ReadingRow | null;
  /** The window a search needs, or null for the coming weeks only. */
  wanted: Window | null;
  now: Date;
}

/** What a feed said, and for which window. */
export interface Attempt extends FeedToRead {
  window: Window;
  said: FeedReading;
}

/** Asks a feed. No transaction may be open: it can take many seconds. Never rejects. */
export async function readFeed(context: AppContext, feed: FeedToRead): Promise<Attempt> {
  const window = windowToRead(feed.now, feed.wanted);
  const count = windowToCount(feed.now);
  // "Not changed" only helps when what was kept reaches as far as is needed now.
  const known = covers(feed.reading, feed.wanted ?? window) ? feed.reading.etag : null;
  const said = await context.feeds.read({ url: feed.feedUrl, ...iso(window), zone: feed.zone, etag: known, count: iso(count) });
  return { ...feed, window, said };
}

const iso = ({ from, to }: Window): { from: string; to: string } => ({ from: from.toISOString(), to: to.toISOString() });

/** Keeps what a feed said, unless the coach has chosen another meanwhile. A failure leaves the last good reading where it is. */
export async function keepAttempt(context: AppContext, key: PersonKey, attempt: Attempt): Promise<void> {
  const { feedUrl, zone, now, window, said } = attempt;
  await context.db.scoped(key.tenantId, async (tx) => {
    const problem = said.ok ? null : { code: said.code, message: said.message };
    const current = await saveAttempt(tx, key, { feedUrl, zone, at: now, problem });
    if (!current || !said.ok) return;
    if (said.unchanged) return confirmReading(tx, key, now);
    const busy = said.busy.map(({ start, end, status }): ReadingRow['busy'][number] => [start, end, status]);
    await saveReading(tx, key, { feedUrl, zone, readAt: now, ...window, etag: said.etag, events: said.events, busy });
  });
}

import type { Availability } from './contract.ts';
import type { OpenedLink } from './links/links.ts';
import type { findPeople, PageRow, ReadingRow } from './store.ts';

type People = NonNullable<Awaited<ReturnType<typeof findPeople>>>;

/** The page as the coach sees it: their own address and what their own calendar's problem is. */
export function presentPage(link: OpenedLink, people: People, page: PageRow | null, reading: ReadingRow | null): Availability {
  return {
    coach: { displayName: people.coach_name, email: people.coach_email },
    engagement: { clientName: people.client_name, company: people.company },
    zone: page?.zone ?? null,
    feedUrl: page?.feed_url ?? null,
    feed: presentFeed(page, reading),
    officeHours: page?.office_hours ?? null,
    linkExpiresAt: link.expiresAt.toISOString(),
  };
}

function presentFeed(page: PageRow | null, reading: ReadingRow | null): Availability['feed'] {
  if (!page?.feed_url) return { status: 'none', readAt: null, events: null, message: null };
  return {
    status: page.feed_problem === null && reading ? 'ok' : 'problem',
    readAt: reading?.read_at.toISOString() ?? null,
    events: reading?.events ?? null,
    message: page.feed_message,
  };
}

import { pino } from 'pino';
import type { AppContext } from '../../../server/context.ts';
import type { FeedReader, FeedReading, FeedRequest } from '../../../server/features/availability/feed/read-feed.ts';
import { createLink, openLink, type OpenedLink } from '../../../server/features/availability/service.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { idFor } from '../../support/seed.ts';

/** An outside coach with one engagement, a feed that says what the test wants, and a clock that stands still until moved. */
export interface Coach {
  context: AppContext;
  db: TestDatabase;
  /** What an authorised caller passes. */
  engagement: { tenantId: string; engagementId: string; coachPersonId: string };
  key: { tenantId: string; personId: string };
  now(): Date;
  set(at: string): void;
  /** Moves time on. */
  pass(minutes: number): void;
  /** What the feed says from now on. */
  feedSays(reading: FeedReading): void;
  /** What was asked of the feed so far. */
  asked: FeedRequest[];
  link(days?: number): Promise<{ link: OpenedLink; secret: string }>;
}

export const good = (more: Partial<Extract<FeedReading, { unchanged: false }>> = {}): FeedReading => ({
  ok: true, unchanged: false, busy: [{ start: Date.parse('2026-03-10T09:00:00Z'), end: Date.parse('2026-03-10T10:00:00Z'), status: 'busy' }],
  zone: null, events: 1, etag: null, ...more,
});
export const down: FeedReading = { ok: false, code: 'unreachable', message: 'The server of this calendar cannot be reached.' };

/** Rows of a tenant of that name: Amina is coached by Dana, who is outside. */
async function insertEngagement(db: TestDatabase, tenant: string, at: Date): Promise<Coach['engagement']> {
  const id = (name: string): string => idFor(`${tenant} ${name}`);
  await db.system(async (tx) => {
    await tx.query('insert into tenants (id, display_name, created_at) values ($1, $2, $3)', [id('tenant'), tenant, at]);
    for (const name of ['Amina', 'Dana']) {
      await tx.query('insert into people (id, tenant_id, email, display_name, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)', [
        id(name), id('tenant'), `${name.toLowerCase()}@${tenant}.example`, name, at,
      ]);
    }
    await tx.query(
      `insert into engagements (tenant_id, id, client_id, coach_id, starts_on, ends_on, session_minutes, cadence_days, rules, created_by, created_at)
       values ($1, $2, $3, $4, '2026-03-01', '2026-09-01', 60, 14, '{}', $3, $5)`,
      [id('tenant'), id('engagement'), id('Amina'), id('Dana'), at],
    );
  });
  return { tenantId: id('tenant'), engagementId: id('engagement'), coachPersonId: id('Dana') };
}

export async function coach(tenant = 'alder', feeds?: FeedReader): Promise<Coach> {
  const db = await testDatabase();
  let at = new Date('2026-03-02T08:00:00Z');
  let says = good();
  const asked: FeedRequest[] = [];
  const scripted: FeedReader = {
    read: async (request) => {
      asked.push(request);
      return says;
    },
    close: async () => undefined,
  };
  const engagement = await insertEngagement(db, tenant, at);
  const context = {
    db,
    clock: { now: () => at },
    feeds: feeds ?? scripted,
    settings: { baseUrl: 'https://fieldwork.example' },
    log: pino({ level: 'silent' }),
  } as unknown as AppContext;
  return {
    context, db, engagement, asked,
    key: { tenantId: engagement.tenantId, personId: engagement.coachPersonId },
    now: () => at,
    set: (instant) => void (at = new Date(instant)),
    pass: (minutes) => void (at = new Date(at.getTime() + minutes * 60_000)),
    feedSays: (reading) => void (says = reading),
    link: async (days = 30) => {
      const secret = new URL((await createLink(context, engagement, days)).url).hash.slice(1);
      return { link: await openLink(context, secret), secret };
    },
  };
}

import type { Actor } from './access/actor.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/db/database.ts';
import type { Jobs } from './platform/jobs/jobs.ts';
import type { Live } from './platform/live/live.ts';
import type { Log } from './platform/log.ts';
import type { Microsoft } from './platform/microsoft/microsoft.ts';
import type { AppSettings } from './platform/config.ts';
import type { FeedReader } from './features/availability/feed/read-feed.ts';

/** Everything a use case may touch. Made once by a main or a test, passed down; nothing else is global. */
export interface AppContext {
  db: Database;
  clock: Clock;
  microsoft: Microsoft;
  jobs: Jobs;
  /** Wakes surfaces that have the same thing open. */
  live: Live;
  feeds: FeedReader;
  settings: AppSettings;
  log: Log;
}

/** One request of one signed-in person. */
export interface RequestContext extends AppContext {
  actor: Actor;
  requestId: string;
}

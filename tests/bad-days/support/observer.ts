import { pino } from 'pino';
import type { AppContext } from '../../../server/context.ts';
import { dueWork } from '../../../server/due-work.ts';
import { openDatabase } from '../../../server/platform/db/open.ts';
import type { DueWork } from '../../../server/platform/jobs/jobs.ts';
import { createLive } from '../../../server/platform/live/live.ts';
import type { Microsoft } from '../../../server/platform/microsoft/microsoft.ts';
import type { Simulation } from '../../../server/sandbox/simulation.ts';
import { address, clientId, teamsAppId } from '../../support/seed.ts';

const nobody = new Proxy({}, { get: () => () => { throw new Error('an observer does nothing in Microsoft 365'); } }) as Microsoft;

export interface Observer {
  context: AppContext;
  /** The product's background work, to ask what is due; it is the processes that do it. */
  work: DueWork[];
  close(): Promise<void>;
}

/** Looks at a deployment's database beside its processes. Migrates it if it comes first. */
export async function observe(url: string, { clock }: Pick<Simulation, 'clock'>): Promise<Observer> {
  const log = pino({ level: 'silent' });
  const db = await openDatabase({ url, directory: null, log, poolSize: 4 });
  const context: AppContext = {
    db, clock, log, microsoft: nobody, live: createLive(db),
    jobs: { wake: async () => undefined, start: async () => undefined, stop: async () => undefined },
    feeds: { read: async () => ({ ok: false, code: 'unreachable', message: 'none' }), close: async () => undefined },
    settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [], noticesFrom: address('fieldwork') },
  };
  return { context, work: dueWork(context), close: () => db.close() };
}

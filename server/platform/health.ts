import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from './db/database.ts';
import { migrationsFolder, newestOf, readMigrations } from './db/migrate.ts';
import type { MetricsPage } from './metrics.ts';

/** Whether this process should be given work. */
export interface Health {
  /** True while the database answers, holds everything that this version needs, and the process is not about to go. */
  ready(): Promise<boolean>;
  /** From now on not ready, for good. */
  drain(): void;
  readonly draining: boolean;
}

/** Milliseconds that the database has for its answer; probes of the usual orchestrators give up after as many. */
const patience = 2_000;

const timeUp = (): Promise<boolean> => new Promise((resolve) => setTimeout(resolve, patience, false).unref());

/** Many who ask at once cost the database one question. */
export function createHealth(db: Pick<Database, 'system'>): Health {
  let draining = false;
  let asking: Promise<boolean> | null = null;
  let known: number | null = null;
  const ask = async (): Promise<boolean> => {
    known ??= newestOf(await readMigrations(migrationsFolder));
    const { rows } = await db.system((tx) => tx.query<{ newest: number | null; needs: number | null }>('select max(number) as newest, max(needs) as needs from schema_migrations'));
    const { newest, needs } = rows[0]!;
    // Also a version that came and took away what this one needs makes it useless.
    return (newest ?? 0) >= known && (needs ?? 0) <= known;
  };
  return {
    get draining() {
      return draining;
    },
    drain: () => void (draining = true),
    async ready() {
      if (draining) return false;
      asking ??= Promise.race([ask(), timeUp()]).catch(() => false).finally(() => (asking = null));
      return (await asking) && !draining;
    },
  };
}

const say = (response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
};

/**
 * Answers `/healthz` (this process runs), `/readyz` (give it work) and, where there are metrics, `/metrics`. False for any other address.
 * Also a process that is going is alive: whoever took 503 of `/healthz` for death would kill what it is still doing.
 */
export async function answerProbe(request: IncomingMessage, response: ServerResponse, health: Health, metrics: MetricsPage | null): Promise<boolean> {
  const path = request.url?.split('?')[0];
  if (path === '/healthz') say(response, 200, 'alive\n');
  else if (path === '/readyz') {
    const ready = await health.ready();
    say(response, ready ? 200 : 503, ready ? 'ready\n' : 'not ready\n');
  } else if (path === '/metrics' && metrics) {
    const { type, text } = await metrics.page();
    say(response, 200, text, type);
  } else return false;
  return true;
}

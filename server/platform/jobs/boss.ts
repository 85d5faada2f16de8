import { PgBoss } from 'pg-boss';
import { statement } from '../db/kept-plans.ts';
import type { Log } from '../log.ts';

/** What the queue needs of the database: the pool that everything else uses, because the embedded one has one session. */
export interface QueueSql {
  query(statement: { text: string; values: unknown[]; name?: string }): Promise<{ rows: unknown[] }>;
}

const HOUR = 3600;

/**
 * pg-boss without what this product does not use: domain time is in columns and the sweep is ours, so no cron, no flows,
 * no registry of instances; the tables stay small, so no rebuilding of indexes.
 */
export function createBoss(sql: QueueSql, log: Log): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: (text, values = []) => sql.query(statement(text, values)) },
    schedule: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
    superviseIntervalSeconds: HOUR / 6,
    maintenanceIntervalSeconds: HOUR,
    flowIntervalSeconds: HOUR,
    bamIntervalSeconds: HOUR,
  });
  boss.on('error', (error) => log.warn({ code: (error as { code?: unknown }).code }, 'the queue had an error'));
  return boss;
}

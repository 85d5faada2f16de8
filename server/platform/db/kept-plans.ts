import { createHash } from 'node:crypto';

/** SQL whose plan connections keep, and the name it is kept under. Filled from constants: it does not grow. */
const names = new Map<string, string>();

/**
 * Says that a statement is asked all the time, e.g. for every open panel after every change: each connection then parses it once, and plans
 * it once when PostgreSQL finds one plan good for all values (`plan_cache_mode` auto). Planning is most of the cost of a small read.
 * Returns the SQL itself, to be passed to `query`. Only for SQL that is constant: each is kept for as long as its connection lives.
 */
export function keepPlan(sql: string): string {
  if (!names.has(sql)) names.set(sql, `kept_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`);
  return sql;
}

/** What is sent to the driver for a statement. */
export function statement(sql: string, values: unknown[]): { text: string; values: unknown[]; name?: string } {
  const name = names.get(sql);
  return name === undefined ? { text: sql, values } : { name, text: sql, values };
}

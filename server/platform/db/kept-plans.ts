import { createHash } from 'node:crypto';

/** A statement of the code that was asked this often by this process is asked all the time. */
const often = 8;
/** Names that come about by counting at most, so that a connection holds some megabytes of plans; what is asked all the time comes first by itself. */
const most = 400;
/** Texts that are counted at once at most, and characters of one: SQL that somebody puts together anew each time must not fill the memory. */
const counting = { texts: 1_000, characters: 6_000 };

/** SQL whose plan connections keep, and the name it is kept under. */
const names = new Map<string, string>();
const asked = new Map<string, number>();
let byCounting = 0;
/** Part of every name: a plan that no longer fits is left behind by a new name. */
let edition = 0;

const nameOf = (sql: string): string => `kept_${edition}_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;

/**
 * Says that a statement is asked all the time, e.g. for every open panel after every change: each connection then parses it once, and plans
 * it once when PostgreSQL finds one plan good for all values (`plan_cache_mode` auto). Planning is most of the cost of a small read.
 * Returns the SQL itself, to be passed to `query`. Only for SQL that is constant: each is kept for as long as its connection lives.
 */
export function keepPlan(sql: string): string {
  if (!names.has(sql)) names.set(sql, nameOf(sql));
  return sql;
}

/** Counts; whatever has values and is asked often enough is kept as if `keepPlan` had been said of it. */
function noted(sql: string): string | undefined {
  const name = names.get(sql);
  if (name !== undefined || byCounting >= most || sql.length > counting.characters) return name;
  if (asked.size >= counting.texts) asked.clear();
  const times = (asked.get(sql) ?? 0) + 1;
  if (times < often) {
    asked.set(sql, times);
    return undefined;
  }
  asked.delete(sql);
  byCounting += 1;
  return names.get(keepPlan(sql));
}

/** What is sent to the driver for a statement. */
export function statement(sql: string, values: unknown[]): { text: string; values: unknown[]; name?: string } {
  // Without values it may be several statements, which cannot be prepared together.
  const name = values.length === 0 ? names.get(sql) : noted(sql);
  return name === undefined ? { text: sql, values } : { name, text: sql, values };
}

/** The name, in this edition, of a statement that has one of its own. */
export const ownName = (name: string): string => (edition === 0 ? name : `${name} ${edition}`);

/** In which edition something is asked; to be told to `planIsStale` when it was refused. */
export const plansNow = (): number => edition;

/**
 * True for the refusal of a kept statement whose columns are not what they were: a newer version of the product changed a table while this
 * process runs. All plans are left behind then, once for all that was under way (`askedIn`); asked again, each statement is prepared anew.
 */
export function planIsStale(error: unknown, askedIn: number): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (code !== '0A000' || !String(message).includes('cached plan must not change result type')) return false;
  if (edition !== askedIn) return true;
  edition += 1;
  const kept = [...names.keys()];
  names.clear();
  for (const sql of kept) keepPlan(sql);
  return true;
}

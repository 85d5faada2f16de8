import { sayWith } from './hearing.ts';

/** Anything that takes SQL: inside `scoped` and `system` it is one transaction. Never hold one across a call to Microsoft. */
export interface Queryable {
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number }>;
}

/** Says `topic` (at most 8,000 bytes) to every process that hears, if and when this transaction commits. */
export async function say(tx: Queryable, topic: string): Promise<void> {
  await tx.query(sayWith, [topic]);
}

/** A statement that is asked all the time: prepared once on each connection under its name, which belongs to this SQL alone. */
export interface Prepared {
  name: string;
  sql: string;
}

/**
 * The database, embedded or PostgreSQL, behind `pg`.
 * The embedded one has a single session: asking the database for something new inside a transaction would wait for ever,
 * so inside `work` use only the `tx` that is passed.
 */
export interface Database {
  /** One transaction as the tenant's role: row-level security shows and accepts only rows of `tenantId` (a UUID). */
  scoped<T>(tenantId: string, work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * The same for work that asks for everything at once: its end travels with its statements, which saves waiting for them. What it asks for after
   * its first answer is refused, and what it throws then undoes nothing.
   */
  together<T>(tenantId: string, work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** Several reads in one such transaction, which refuses to write; reads that do not need each other's answers are best asked together (`Promise.all`). */
  reading<T>(tenantId: string, work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** One read in a transaction of its own, as the tenant's role. It costs a third of the same query in `scoped`. */
  read<Row extends object>(tenantId: string, prepared: Prepared, values: unknown[]): Promise<Row[]>;
  /** The same for one statement that writes. */
  write<Row extends object>(tenantId: string, prepared: Prepared, values: unknown[]): Promise<Row[]>;
  /** One transaction over all tenants: for sweeps that look for what is due, for onboarding and for personal links. */
  system<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Statements over all tenants, each by itself and outside of any transaction: for what is asked again and again, such as what is due next.
   * Connections keep the plans (`keepPlan`), so the SQL must be constant. It costs a third of the same query in `system`, and less where planning is dear.
   */
  glance<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** Hears what other transactions, of any process, say with `say`; null when something may have been missed. Returns what ends that. */
  hear(listener: (topic: string | null) => void): () => void;
  /** Ends sessions and releases the directory. */
  close(): Promise<void>;
}

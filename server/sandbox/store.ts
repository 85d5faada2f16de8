import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoredChange, TenantStore } from './tenant/store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, id)
  ) STRICT`;

/**
 * Opens `<folder>/tenant.sqlite` for this process alone; throws when another one holds it. What `commit` has answered is on
 * the disk.
 */
export function openTenantStore(folder: string): TenantStore & { close(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'tenant.sqlite');
  const db = new DatabaseSync(file);
  try {
    // FULL: a commit survives loss of power; EXCLUSIVE: the file's lock goes with the process, however that ends.
    db.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SCHEMA}`);
  } catch (error) {
    db.close();
    throw new Error(`${file} is in use by another process, or cannot be read.`, { cause: error });
  }
  return { ...documentsIn(db), close: () => db.close() };
}

function documentsIn(db: DatabaseSync): TenantStore {
  // By rowid: the tenant reads its documents back in the order in which they were first written.
  const select = db.prepare('SELECT kind, id, document FROM documents ORDER BY rowid');
  const upsert = db.prepare(
    'INSERT INTO documents (kind, id, document) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET document = excluded.document',
  );
  const remove = db.prepare('DELETE FROM documents WHERE kind = ? AND id = ?');
  const write = ({ kind, id, document }: StoredChange): void => {
    if (document === null) remove.run(kind, id);
    else upsert.run(kind, id, JSON.stringify(document));
  };
  return {
    *load() {
      for (const row of select.iterate() as Iterable<{ kind: string; id: string; document: string }>) {
        yield { kind: row.kind, id: row.id, document: JSON.parse(row.document) as unknown };
      }
    },
    commit(changes) {
      db.exec('BEGIN IMMEDIATE');
      try {
        for (const change of changes) write(change);
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
  };
}

/** Small values of the simulation beside the tenant's documents: clock, signing key. */
export interface Keep {
  /** Null when nothing was written. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

const KEPT = 'kept';

/** Keeps values in the tenant's store, under a kind that the tenant itself does not know. */
export function keepIn(store: TenantStore): Keep {
  const values = new Map<string, unknown>();
  for (const { kind, id, document } of store.load()) if (kind === KEPT) values.set(id, document);
  return {
    read: (key) => values.get(key) ?? null,
    write(key, value) {
      store.commit([{ kind: KEPT, id: key, document: value }]);
      values.set(key, value);
    },
  };
}

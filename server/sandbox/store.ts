import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Small values that outlive the process: clock, signing key. Synchronous; a written value is on the disk. */
export interface Keep {
  /** Null when nothing was written. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

/** A keep for tests, forgotten with the process. */
export function memoryKeep(): Keep {
  const values = new Map<string, string>();
  return {
    read: (key) => JSON.parse(values.get(key) ?? 'null'),
    write: (key, value) => void values.set(key, JSON.stringify(value)),
  };
}

const SCHEMA = 'CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT';

/** Opens `<folder>/tenant.sqlite` for this process alone; throws when another one holds it. */
export function openStore(folder: string): { keep: Keep; close(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'tenant.sqlite');
  const db = new DatabaseSync(file);
  try {
    // FULL: an acknowledged write survives loss of power; EXCLUSIVE: the file's lock goes with the process, however it ends.
    db.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${SCHEMA}`);
  } catch (error) {
    db.close();
    throw new Error(`${file} is in use by another process, or is not readable.`, { cause: error });
  }
  return { keep: keepIn(db), close: () => db.close() };
}

function keepIn(db: DatabaseSync): Keep {
  const select = db.prepare('SELECT value FROM kept WHERE key = ?');
  const upsert = db.prepare('INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  return {
    read(key) {
      const row = select.get(key) as { value: string } | undefined;
      return JSON.parse(row?.value ?? 'null');
    },
    write: (key, value) => void upsert.run(key, JSON.stringify(value)),
  };
}

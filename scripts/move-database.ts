import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../server/platform/config.ts';
import { moveDatabase } from '../server/platform/db/move.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import type { OpenDatabase } from '../server/platform/db/transactions.ts';
import { createLog } from '../server/platform/log.ts';

/** Said at once: the embedded database's thread does not keep this process alive, so what comes after its end may not be reached. */
function refused(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function move(from: OpenDatabase, to: OpenDatabase, directory: string): Promise<void> {
  const moved = (await moveDatabase(from, to)).filter(({ rows }) => rows > 0);
  for (const { name, rows } of moved) console.log(`${String(rows).padStart(8)}  ${name}`);
  console.log(`\n${moved.reduce((sum, { rows }) => sum + rows, 0)} rows moved and compared. Start Fieldwork with DATABASE_URL from now on; ${directory} was only read.`);
}

// DATABASE_URL=postgres://... npm run move:database -- FOLDER: copies an embedded database (e.g. .fieldwork/story/database) to a PostgreSQL that is empty.
async function main(): Promise<void> {
  const [directory] = process.argv.slice(2);
  const { DATABASE_URL: url } = environment();
  if (!directory || !url) throw new Error('Usage: DATABASE_URL=postgres://... npm run move:database -- FOLDER');
  if (!existsSync(join(directory, 'cluster', 'PG_VERSION'))) throw new Error(`${directory} holds no embedded database.`);
  const log = createLog('warn');
  const to = await openDatabase({ url, directory: null, log });
  try {
    const from = await openDatabase({ url: null, directory, log });
    await move(from, to, directory).catch(refused);
    await from.close();
  } finally {
    await to.close();
  }
}

main().catch(refused);

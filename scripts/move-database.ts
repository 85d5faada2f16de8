import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../server/platform/config.ts';
import { moveDatabase } from '../server/platform/db/move.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { createLog } from '../server/platform/log.ts';

// DATABASE_URL=postgres://... npm run move:database -- FOLDER: copies an embedded database (e.g. .fieldwork/story/database) to a PostgreSQL that is empty.
async function main(): Promise<void> {
  const [directory] = process.argv.slice(2);
  const { DATABASE_URL: url } = environment();
  if (!directory || !url) throw new Error('Usage: DATABASE_URL=postgres://... npm run move:database -- FOLDER');
  if (!existsSync(join(directory, 'cluster', 'PG_VERSION'))) throw new Error(`${directory} holds no embedded database.`);
  const log = createLog('warn');
  const from = await openDatabase({ url: null, directory, log });
  try {
    const to = await openDatabase({ url, directory: null, log });
    try {
      const moved = (await moveDatabase(from, to)).filter(({ rows }) => rows > 0);
      for (const { name, rows } of moved) console.log(`${String(rows).padStart(8)}  ${name}`);
      console.log(`\n${moved.reduce((sum, { rows }) => sum + rows, 0)} rows moved and compared. Start Fieldwork with DATABASE_URL from now on; ${directory} was only read.`);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

import { openDatabase } from '../../../server/platform/db/open.ts';
import { createLog } from '../../../server/platform/log.ts';

/**
 * A process for embedded.test.ts: opens the embedded database of its argument and writes tenants until it is killed,
 * printing `ready`, and each number once the database has acknowledged it. With a second argument it only holds it.
 */
const [directory = '', hold] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const db = await openDatabase({ url: null, directory, log: createLog('silent'), onProgress: say });
say('ready');
const insert = `INSERT INTO tenants (id, display_name, created_at) VALUES (gen_random_uuid(), $1, now())`;
const { rows } = await db.system((tx) => tx.query<{ n: number }>('SELECT count(*) AS n FROM tenants'));
if (hold !== undefined) setInterval(() => undefined, 1000);
else {
  for (let n = rows[0]?.n ?? 0; ; n++) {
    await db.system((tx) => tx.query(insert, [String(n)]));
    say(String(n));
  }
}

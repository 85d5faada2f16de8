import { withClient } from './database-template.js';

/** Drops the databases of this run's workers; the template stays for the next run. */
export default async function tearDown() {
  const url = process.env.DATABASE_URL;
  if (!url) return;
  await withClient(url, async (admin) => {
    const { rows } = await admin.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [`fieldwork_test_${process.env.FIELDWORK_TEST_RUN}_`]);
    for (const { datname } of rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  });
}

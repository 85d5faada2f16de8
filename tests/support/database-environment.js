import { TestEnvironment } from 'jest-environment-node';
import { onDatabase, openTemplateCopy, templateDatabase, withClient } from './database-template.js';

/** One database per jest worker, made when a test file first asks for it and kept for the files after it. */
let opened = null;

async function open() {
  const { DATABASE_URL: url, FIELDWORK_TEMPLATE: key, FIELDWORK_TEMPLATE_ERROR: error } = process.env;
  if (error) throw new Error(`There is no test database: ${error}`);
  if (!url) return { engine: await openTemplateCopy(key) };
  const name = `fieldwork_test_${process.env.FIELDWORK_TEST_RUN}_${process.env.JEST_WORKER_ID}`;
  await withClient(url, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase(key)}`));
  return { url: onDatabase(url, name) };
}

export default class DatabaseEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.fieldworkTestDatabase = {
      /** A new object for each test: what `tests/support/database.ts` knows a new test by. */
      test: {},
      closing: [],
      open: () => (opened ??= open()),
    };
  }

  handleTestEvent(event) {
    if (event.name === 'test_start') this.global.fieldworkTestDatabase.test = {};
  }

  async teardown() {
    for (const close of this.global.fieldworkTestDatabase?.closing ?? []) await close();
    await super.teardown();
  }
}

import { buildTemplateDatabase, buildTemplateFile, templateKey } from './database-template.js';

/**
 * Builds the migrated template once, before the workers start. A migration that does not apply fails the tests that
 * use the database, not those that do not.
 */
export default async function setUp() {
  process.env.FIELDWORK_TEST_RUN = `${process.pid}`;
  try {
    process.env.FIELDWORK_TEMPLATE = await templateKey();
    const url = process.env.DATABASE_URL;
    if (url) await buildTemplateDatabase(url, process.env.FIELDWORK_TEMPLATE);
    else await buildTemplateFile(process.env.FIELDWORK_TEMPLATE);
  } catch (error) {
    process.env.FIELDWORK_TEMPLATE_ERROR = error.message;
  }
}

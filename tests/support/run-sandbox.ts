import { startSandbox } from '../../server/sandbox/main.ts';

// The whole sandbox as a process of its own, without pages, for tests that end it: `node run-sandbox.ts FOLDER`.
const sandbox = await startSandbox({
  port: 0, dataDir: process.argv[2]!, databaseUrl: null, logLevel: 'silent', feedOrigins: [], tenantFile: process.argv[3] ?? null, staticDir: '/nowhere', say: () => undefined,
});
process.stdout.write(`${new URL(sandbox.url).origin}\n`);

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environment, readSandboxConfiguration } from '../server/platform/config.ts';
import { buildFrontEnd } from './build-front-end.ts';

// npm run sandbox [-- --tenant FILE.json]: Fieldwork on a simulated Microsoft 365, on this machine only.
const say = (message: string): void => console.log(message);

function argumentsOf(): { tenantFile: string | null } {
  const { values } = parseArgs({ options: { tenant: { type: 'string' } } });
  return { tenantFile: values.tenant ?? null };
}

async function main(): Promise<void> {
  // Keeps compiled code, stripped of types, from one start to the next: a second start is about a second faster.
  enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/fieldwork'));
  const { tenantFile } = argumentsOf();
  const env = environment();
  const configuration = readSandboxConfiguration(env);
  const staticDir = await buildFrontEnd(say);
  const { startSandbox } = await import('../server/sandbox/main.ts');
  const sandbox = await startSandbox({ ...configuration, tenantFile, staticDir, trafficFile: env.FIELDWORK_TRAFFIC, say });
  say(`\nFieldwork is ready: ${sandbox.url}\n\nPick a person there and open Fieldwork in Teams. Stop with Ctrl+C; everything is kept in ${configuration.dataDir}/.`);
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

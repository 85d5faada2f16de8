import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Everything the built pages are made from. */
const sources = ['src/**/*', 'server/features/*/contract.ts', 'vite.config.ts', 'package-lock.json', 'tsconfig.json'];

const markFile = join(root, 'dist/web/.made-from');

/** Says whether sources changed: by content, since a fresh clone's file times say nothing. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function madeFrom(): string | null {
  try {
    return readFileSync(markFile, 'utf8');
  } catch {
    return null;
  }
}

function vite(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The pages could not be built (exit code ${code}).`))));
  });
}

/** Builds the pages unless they were built from these very sources. Answers their folder. */
export async function buildFrontEnd(say: (message: string) => void): Promise<string> {
  const wanted = fingerprint();
  if (madeFrom() !== wanted) {
    say('Building the pages (only when they changed, about 20 seconds) ...');
    await vite();
    writeFileSync(markFile, wanted);
  }
  return join(root, 'dist/web');
}

if (import.meta.main) await buildFrontEnd((message) => console.log(message));

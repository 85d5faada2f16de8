import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { migrationsFolder, readMigrations } from '../../../server/platform/db/migrate.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const migrations = 'server/platform/db/migrations';

/** One line of what git says, or an Error that tells a person what is missing. */
async function git(...args: string[]): Promise<string> {
  return run('git', ['-C', root, ...args]).then(({ stdout }) => stdout.trim(), (cause: Error & { stderr?: string }) => {
    throw new Error(`The release before is taken from the history of this repository, and git does not give it: ${cause.stderr?.trim() || cause.message}`, { cause });
  });
}

/** The commit before the one that brought the newest migration. Rejects where the history does not reach so far back. */
export async function commitBefore(): Promise<string> {
  const brought = await git('log', '--max-count=1', '--diff-filter=A', '--format=%H', '--', migrations);
  const parent = brought === '' ? '' : (await git('log', '--max-count=1', '--format=%P', brought)).split(' ')[0]!;
  if (parent === '') throw new Error('The history of this repository does not reach back before the newest migration (a shallow clone?): name a release with --from COMMIT.');
  return parent;
}

/** An earlier version of the product in a folder of its own. */
export interface Release {
  /** Abbreviated hash and first line of its commit. */
  name: string;
  /** What starts one of its processes: see `startChild`. */
  script: string;
  /** Migrations of today's that it does not have, by file name. */
  missing: string[];
  remove(): void;
}

/** Takes `commit` out of the history. It runs on today's packages. Rejects when it has today's migrations, since there is nothing to try then. */
export async function checkOut(commit: string): Promise<Release> {
  const hash = await git('rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`).catch((cause: Error) => {
    throw new Error(`The history has no commit ${commit}. ${cause.message}`, { cause });
  });
  const name = await git('log', '--max-count=1', '--format=%h %s', hash, '--');
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-release-'));
  const remove = (): void => rmSync(folder, { recursive: true });
  try {
    const archive = join(folder, 'release.tar');
    await git('archive', '--format=tar', `--output=${archive}`, hash);
    await run('tar', ['-xf', archive, '-C', folder]);
    symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'), 'dir');
    const script = join(folder, 'tests/processes/run-process.ts');
    if (!existsSync(script)) throw new Error(`${name} is from before a deployment could be tried with several processes (tests/processes): choose a later commit.`);
    const known = new Set(readdirSync(join(folder, migrations)));
    const missing = (await readMigrations(migrationsFolder)).map((one) => one.name).filter((one) => !known.has(one));
    if (missing.length === 0) throw new Error(`${name} knows every migration of today: there is nothing to migrate. Choose an earlier commit.`);
    return { name, script, missing, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

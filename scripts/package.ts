import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage } from './check-package.ts';

// Builds the Teams app package: `npm run package` or `npm run package -- <name>` for env/.env.<name>.
const root = join(import.meta.dirname, '..');
const source = join(root, 'appPackage');
const build = join(source, 'build');

/** `NAME=value` lines; comments and blank lines are passed over. */
function readEnvironment(file: string): Map<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n').filter((text) => /^\w+=/.test(text));
  return new Map(lines.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1).trim()]));
}

/** The manifest with its placeholders filled; throws naming every one that has no value. */
function render(template: string, values: Map<string, string>): string {
  const missing = [...template.matchAll(/\$\{\{(\w+)\}\}/g)].map((match) => match[1]!).filter((name) => !values.get(name));
  if (missing.length > 0) throw new Error(`The environment file lacks ${[...new Set(missing)].join(', ')}.`);
  return template.replace(/\$\{\{(\w+)\}\}/g, (_all, name: string) => values.get(name)!);
}

const name = process.argv[2] ?? 'example';
rmSync(build, { recursive: true, force: true });
mkdirSync(build, { recursive: true });
const manifest = render(readFileSync(join(source, 'manifest.json'), 'utf8'), readEnvironment(join(root, `env/.env.${name}`)));
writeFileSync(join(build, 'manifest.json'), manifest);
for (const icon of Object.values((JSON.parse(manifest) as { icons: Record<string, string> }).icons)) cpSync(join(source, icon), join(build, icon));

const tool = join(root, 'node_modules/office-addin-manifest/cli.js');
const zip = join(build, `fieldwork-${name}.zip`);
execFileSync(process.execPath, [tool, 'validate', join(build, 'manifest.json')], { stdio: 'inherit' });
execFileSync(process.execPath, [tool, 'export', '-m', join(build, 'manifest.json'), '-o', zip], { stdio: 'inherit' });

const problems = await checkPackage(zip);
for (const problem of problems) console.error(`- ${problem}`);
if (problems.length > 0) process.exit(1);
console.log(`${zip.slice(root.length + 1)} is complete and valid.`);

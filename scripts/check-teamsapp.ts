import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

// Holds teamsapp.yml to Microsoft's own schema, which only comes inside a large package: fetched from npm, never installed.
const schemaPackage = '@microsoft/teamsfx-core@3.1.3';
const schemaFile = 'package/resource/yaml-schema/v1.13/yaml.schema.json';

const folder = mkdtempSync(join(tmpdir(), 'fieldwork-schema-'));
try {
  const [packed] = JSON.parse(execFileSync('npm', ['pack', schemaPackage, '--json', '--pack-destination', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as { filename: string }[];
  execFileSync('tar', ['xzf', join(folder, packed!.filename), '-C', folder, schemaFile]);
  const schema = JSON.parse(readFileSync(join(folder, schemaFile), 'utf8')) as object;
  const fits = new Ajv({ strict: false }).compile(schema);
  const lifecycle = parse(readFileSync(join(import.meta.dirname, '../teamsapp.yml'), 'utf8')) as unknown;
  if (!fits(lifecycle)) {
    for (const { instancePath, message } of fits.errors ?? []) console.error(`- ${instancePath || '/'} ${message}`);
    process.exitCode = 1;
  } else if (fits({ ...(lifecycle as object), surprise: true })) {
    console.error('- The schema refuses nothing: this check says nothing.');
    process.exitCode = 1;
  } else console.log('teamsapp.yml fits the schema v1.13.');
} finally {
  rmSync(folder, { recursive: true });
}

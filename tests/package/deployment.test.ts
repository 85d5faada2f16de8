import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { variables, type Variable } from '../../server/platform/variables.ts';
import { readBicep, type Bicep } from './support/bicep.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Stable versions of what we deploy (learn.microsoft.com/azure/templates, looked up November 2026). A new one is added here after reading what changed. */
const known: Record<string, string> = {
  'Microsoft.App/containerApps': '2024-03-01',
  'Microsoft.App/managedEnvironments': '2024-03-01',
  'Microsoft.Authorization/roleAssignments': '2022-04-01',
  'Microsoft.ContainerRegistry/registries': '2023-07-01',
  'Microsoft.DBforPostgreSQL/flexibleServers': '2024-08-01',
  'Microsoft.DBforPostgreSQL/flexibleServers/databases': '2024-08-01',
  'Microsoft.KeyVault/vaults': '2023-07-01',
  'Microsoft.KeyVault/vaults/secrets': '2023-07-01',
  'Microsoft.ManagedIdentity/userAssignedIdentities': '2023-01-31',
  'Microsoft.Network/privateDnsZones': '2020-06-01',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': '2020-06-01',
  'Microsoft.Network/privateEndpoints': '2023-11-01',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': '2023-11-01',
  'Microsoft.Network/virtualNetworks': '2023-11-01',
  'Microsoft.Network/virtualNetworks/subnets': '2023-11-01',
  'Microsoft.OperationalInsights/workspaces': '2023-09-01',
};

/** Bicep's own functions that we use (learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions). */
const functions = new Set(['concat', 'guid', 'json', 'resourceGroup', 'subscription', 'subscriptionResourceId', 'take', 'uniqueString', 'uriComponent']);
const decorators = new Set(['description', 'maxLength', 'maxValue', 'minLength', 'minValue', 'secure']);

describe.each(['registry', 'azure'])('infra/%s.bicep', (name) => {
  let bicep: Bicep;
  let given: Record<string, { value: string }>;
  beforeAll(async () => {
    bicep = await readBicep(join(root, `infra/${name}.bicep`));
    given = (JSON.parse(read(`infra/${name}.parameters.json`)) as { parameters: Record<string, { value: string }> }).parameters;
  });

  it('is Bicep', () => expect(bicep.wrong).toBeNull());

  it('makes only resources that exist, in versions that exist', () => {
    expect(bicep.resources.length).toBeGreaterThan(2);
    for (const { type, version } of bicep.resources) expect(`${type}@${version}`).toBe(`${type}@${known[type]}`);
  });

  it('uses nothing that it does not declare, and declares nothing twice or in vain', () => {
    const declared = [...bicep.parameters, ...bicep.resources].map((one) => one.name).concat(bicep.variables);
    expect(bicep.used.filter((one) => !declared.includes(one))).toEqual([]);
    expect(bicep.called.filter((one) => !functions.has(one) && !decorators.has(one))).toEqual([]);
    expect(new Set(declared).size).toBe(declared.length);
    const leaves = new Set(['pull', 'web', 'worker']);
    expect(declared.filter((one) => !bicep.used.includes(one) && !leaves.has(one))).toEqual([]);
  });

  it('is given every parameter that it needs, and none that it does not know', () => {
    expect(bicep.parameters.filter(({ hasDefault }) => !hasDefault).map((one) => one.name).filter((one) => !(one in given))).toEqual([]);
    expect(Object.keys(given).filter((one) => !bicep.parameters.some((parameter) => parameter.name === one))).toEqual([]);
  });

  it('takes secrets from secret variables into secure parameters alone', () => {
    for (const parameter of bicep.parameters) expect([parameter.name, parameter.secure]).toEqual([parameter.name, /SECRET_/.test(given[parameter.name]?.value ?? '')]);
  });
});

describe('what is deployed', () => {
  let bicep: Bicep;
  let environment: Map<string, string>;
  beforeAll(async () => {
    bicep = await readBicep(join(root, 'infra/azure.bicep'));
    environment = new Map([...bicep.text.matchAll(/\{ name: '([A-Z_]+)', (value|secretRef): /g)].map(([, name = '', how = '']) => [name, how]));
  });

  it('is told every variable that is required, by the names that are read', () => {
    const all: readonly Variable[] = variables;
    const required = all.filter(({ fallback, optional }) => fallback === undefined && !optional).map((one) => one.name);
    expect(required.filter((one) => !environment.has(one))).toEqual([]);
    expect([...environment.keys()].filter((one) => !all.some((variable) => variable.name === one))).toEqual([]);
    for (const { name, secret } of all) if (environment.has(name)) expect([name, environment.get(name)]).toEqual([name, secret ? 'secretRef' : 'value']);
  });

  it('opens nothing to the outside but the web app, over TLS', () => {
    expect(bicep.text.match(/external: true/g)).toHaveLength(1);
    expect(bicep.text).toMatch(/allowInsecure: false/);
    const text = (name: string): string => bicep.resources.find((one) => one.name === name)!.text;
    expect(text('vault')).toMatch(/publicNetworkAccess: 'Disabled'/);
    expect(text('database')).toMatch(/delegatedSubnetResourceId: databaseSubnet\.id/);
    expect(text('worker')).not.toContain('ingress');
    expect(text('databaseUrl')).toContain('sslmode=require');
  });
});

interface Step {
  uses: string;
  with: Record<string, unknown>;
  writeToEnvironmentFile?: Record<string, string>;
}

describe('teamsapp.yml', () => {
  const lifecycle = parse(read('teamsapp.yml')) as { version: string; provision: Step[]; deploy: Step[]; publish: Step[] };
  const guide = read('docs/administration.md') + read('env/.env.example');

  it('leads only to files that are there', () => {
    expect(lifecycle.version).toBe('v1.13');
    const paths = JSON.stringify(lifecycle).match(/\.\/(?!appPackage\/build)[\w./-]+/g)!;
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('uses no variable that neither a step before nor the guide sets', () => {
    const set = new Set(['TEAMSFX_ENV']);
    const missing: string[] = [];
    const parametersOf = (step: Step): string => (step.uses === 'arm/deploy' ? (step.with['templates'] as { parameters: string }[]).map(({ parameters }) => read(parameters)).join() : '');
    for (const step of [...lifecycle.provision, ...lifecycle.deploy, ...lifecycle.publish]) {
      const text = JSON.stringify(step.with);
      for (const [, name = ''] of (text + parametersOf(step)).matchAll(/\$\{\{(\w+)\}\}/g)) if (!set.has(name) && !guide.includes(name)) missing.push(name);
      for (const name of Object.values(step.writeToEnvironmentFile ?? {})) set.add(name);
      for (const [, name = ''] of text.matchAll(/::set-teamsfx-env (\w+)=/g)) set.add(name);
    }
    expect(missing).toEqual([]);
  });
});

describe('the image', () => {
  it('is made of files that are there, without the sandbox and without tests', () => {
    const [passed, refused] = [/^!(\S+)$/gm, /^([^!#*\s]\S*)$/gm].map((lines) => [...read('.dockerignore').matchAll(lines)].map(([, path = '']) => path));
    expect(passed!.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(passed).not.toContain('tests');
    expect(refused).toEqual(['server/sandbox', 'src/sandbox']);
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
  });

  it('can do without the sandbox: nothing outside of it imports it', async () => {
    const { globSync } = await import('node:fs');
    const files = globSync(['server/**/*.ts', 'src/**/*.ts', 'src/**/*.tsx'], { cwd: root }).filter((file) => !/^(server|src)\/sandbox\//.test(file));
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => /from '[^']*\/sandbox\//.test(read(file)))).toEqual([]);
  });
});

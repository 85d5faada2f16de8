import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Ajv } from 'ajv';
import yauzl from 'yauzl';

const require = createRequire(import.meta.url);

interface Icon {
  size: number;
  url: string;
}

interface Extension {
  runtimes: { id: string; code: { page: string; script?: string }; actions: { id: string }[] }[];
  ribbons: { contexts: string[]; tabs: { groups: { id: string; icons: Icon[]; controls: { id: string; icons: Icon[]; actionId: string }[] }[] }[] }[];
}

interface Manifest {
  $schema: string;
  id: string;
  icons: Record<string, string>;
  validDomains: string[];
  webApplicationInfo: { id: string; resource: string; nestedAppAuthInfo?: { redirectUri: string; scopes: string[] }[] };
  extensions?: Extension[];
  authorization?: { permissions: { resourceSpecific: { name: string; type: string }[] } };
  staticTabs: { entityId: string; contentUrl: string; websiteUrl?: string }[];
}

/** What is in a package, by name. Rejects when it is no zip file. */
export async function readZip(file: string): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(file);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return files;
}

/** Microsoft's schema of the version that the manifest names, from npm: draft-04, with two escapes that JSON does not know. */
function schemaProblems(manifest: Manifest): string[] {
  const version = /\/(v1\.\d+)\//.exec(manifest.$schema)?.[1];
  if (!version) return [`$schema names no released version: ${manifest.$schema}`];
  const folder = dirname(require.resolve('@microsoft/app-manifest/package.json'));
  const text = readFileSync(join(folder, `build/json-schemas/teams/${version}/MicrosoftTeams.schema.json`), 'utf8');
  const schema = JSON.parse(text.replaceAll(String.raw`\a`, String.raw`\u0007`).replaceAll(String.raw`\v`, String.raw`\u000b`)) as object;
  const AjvDraft04 = (require('ajv-draft-04') as { default: new (options: object) => Ajv }).default;
  const ajv = new AjvDraft04({ strict: false, allErrors: true });
  (require('ajv-formats') as { default: (ajv: unknown) => void }).default(ajv);
  const validate = ajv.compile(schema);
  return validate(manifest) ? [] : (validate.errors ?? []).map((error) => `manifest.json ${error.instancePath || '/'} ${error.message}`);
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idProblems({ id, webApplicationInfo, validDomains, staticTabs }: Manifest): string[] {
  const problems: string[] = [];
  if (!guid.test(id)) problems.push('id is no GUID');
  if (!guid.test(webApplicationInfo.id)) problems.push('webApplicationInfo.id is no GUID');
  if (webApplicationInfo.id === id) problems.push('id and webApplicationInfo.id must differ');
  const domains = validDomains.filter((domain) => webApplicationInfo.resource === `api://${domain}/${webApplicationInfo.id}`);
  if (domains.length !== 1) problems.push('webApplicationInfo.resource must be api://<one of validDomains>/<its own id>');
  if (new Set(staticTabs.map((tab) => tab.entityId)).size !== staticTabs.length) problems.push('two tabs share an entityId');
  return [...problems, ...staticTabs.flatMap(({ entityId, contentUrl }) => addressProblems(`tab ${entityId}`, contentUrl, validDomains))];
}

/** What an address in the manifest must be: https, and ours. */
function addressProblems(what: string, address: string, domains: string[]): string[] {
  const { protocol, host } = new URL(address);
  return [...(protocol === 'https:' ? [] : [`${what} is not https`]), ...(domains.includes(host) ? [] : [`${what} is outside validDomains`])];
}

/** Pictures that our server serves, as they lie in the front end's folder. */
const served = join(import.meta.dirname, '../src/public');

function iconProblems(what: string, icons: Icon[], domains: string[]): string[] {
  const missing = [16, 32, 80].filter((size) => !icons.some((icon) => icon.size === size)).map((size) => `${what} has no icon of ${size} pixels`);
  const wrong = icons.flatMap(({ size, url }) => {
    const file = join(served, new URL(url).pathname);
    const found = existsSync(file) ? pngSize(readFileSync(file)) : 'not there';
    return found === `${size}x${size}` ? [] : [`icon ${new URL(url).pathname} of ${what} is ${found}, must be ${size}x${size}`];
  });
  return [...missing, ...icons.flatMap(({ url }) => addressProblems(`an icon of ${what}`, url, domains)), ...wrong];
}

/** What the schema lets pass in the Outlook add-in: actions that nothing opens, icons that are not there, addresses of others. */
function extensionProblems({ extensions = [], validDomains, webApplicationInfo }: Manifest): string[] {
  const problems = extensions.flatMap(({ runtimes, ribbons }) => {
    const actions = runtimes.flatMap((runtime) => runtime.actions.map(({ id }) => id));
    const groups = ribbons.flatMap(({ tabs }) => tabs.flatMap((tab) => tab.groups));
    const controls = groups.flatMap((group) => group.controls);
    const ids = [...groups, ...controls].map(({ id }) => id);
    return [
      ...(new Set(ids).size === ids.length && new Set(actions).size === actions.length ? [] : ['two parts of the ribbon or two actions share an id']),
      ...controls.filter(({ actionId }) => !actions.includes(actionId)).map(({ id, actionId }) => `button ${id} leads to ${actionId}, which is no action`),
      ...actions.filter((id) => !controls.some(({ actionId }) => actionId === id)).map((id) => `no button leads to action ${id}`),
      ...[...groups, ...controls].flatMap(({ id, icons }) => iconProblems(id, icons, validDomains)),
      ...runtimes.flatMap(({ id, code }) => addressProblems(`runtime ${id}`, code.page, validDomains)),
    ];
  });
  const nested = webApplicationInfo.nestedAppAuthInfo ?? [];
  const redirects = nested.map(({ redirectUri }) => redirectUri).filter((uri) => !validDomains.some((domain) => uri === `brk-multihub://${domain}`));
  if (extensions.length > 0 && nested.length === 0) problems.push('an add-in needs webApplicationInfo.nestedAppAuthInfo to sign people in');
  return [...problems, ...redirects.map((uri) => `redirect ${uri} must be brk-multihub://<one of validDomains>`)];
}

/** Names of Outlook's permissions (understanding-outlook-add-in-permissions); the schema takes any. */
const itemPermissions = new Set(['MailboxItem.Restricted.User', 'MailboxItem.Read.User', 'MailboxItem.ReadWrite.User', 'Mailbox.ReadWrite.User']);

function authorizationProblems({ authorization }: Manifest): string[] {
  const asked = authorization?.permissions.resourceSpecific ?? [];
  return asked.filter(({ name, type }) => type !== 'Delegated' || !itemPermissions.has(name)).map(({ name }) => `permission ${name} is none that we know`);
}

/** Width and height of a PNG, from its header. */
function pngSize(file: Buffer): string {
  const isPng = file.subarray(1, 4).toString('latin1') === 'PNG';
  return isPng ? `${file.readUInt32BE(16)}x${file.readUInt32BE(20)}` : 'not a PNG';
}

const iconSizes: Record<string, string> = { color: '192x192', outline: '32x32' };

function fileProblems(manifest: Manifest, files: Map<string, Buffer>): string[] {
  const wanted = ['manifest.json', ...Object.values(manifest.icons)];
  const missing = wanted.filter((name) => !files.has(name)).map((name) => `${name} is named but not in the package`);
  // Microsoft's store refuses a package with anything in it that the manifest does not name.
  const extra = [...files.keys()].filter((name) => !wanted.includes(name)).map((name) => `${name} is in the package but nothing names it`);
  const sizes = Object.entries(manifest.icons).flatMap(([kind, name]) => {
    const size = files.has(name) ? pngSize(files.get(name)!) : iconSizes[kind];
    return size === iconSizes[kind] ? [] : [`icon ${kind} is ${size}, must be ${iconSizes[kind] ?? 'of a kind we know'}`];
  });
  return [...missing, ...extra, ...sizes];
}

/** Everything that is wrong with a package: schema, ids, addresses, files, image sizes. Empty when it can be uploaded. */
export async function checkPackage(zip: string): Promise<string[]> {
  const files = await readZip(zip);
  const text = files.get('manifest.json')?.toString('utf8');
  if (text === undefined) return ['manifest.json is missing'];
  if (text.includes('${{')) return ['manifest.json holds a placeholder'];
  const manifest = JSON.parse(text) as Manifest;
  const schema = schemaProblems(manifest);
  return schema.length > 0 ? schema : [...idProblems(manifest), ...extensionProblems(manifest), ...authorizationProblems(manifest), ...fileProblems(manifest, files)];
}

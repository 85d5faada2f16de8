import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api } from '../support/api.ts';

const source = join(import.meta.dirname, '../../src/entries');

/** The pages as they are written: the build only changes the addresses of what they load. */
const written = Object.fromEntries(globSync('*/index.html', { cwd: source }).map((file) => [dirname(file), readFileSync(join(source, file), 'utf8')]));

/** Every page by its address. */
const addresses: Record<string, string> = { tab: '/tab', 'side-panel': '/side-panel', 'task-pane': '/task-pane', 'coach-page': '/coach', 'assistant-page': '/times', privacy: '/privacy', terms: '/terms' };

let folder: string;
let api: Api;
const policies: Record<string, Record<string, string[]>> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-policies-'));
  for (const [entry, html] of Object.entries(written)) {
    mkdirSync(join(folder, entry));
    writeFileSync(join(folder, entry, 'index.html'), html);
  }
  api = await startApi({ staticDir: folder });
  for (const [entry, path] of Object.entries(addresses)) {
    const { status, headers } = await fetch(`${api.url}${path}`);
    expect([path, status]).toEqual([path, 200]);
    const parts = (headers.get('content-security-policy') ?? '').split(';').map((part) => part.trim().split(/\s+/));
    policies[entry] = Object.fromEntries(parts.map(([name = '', ...sources]) => [name, sources]));
  }
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

/** Origins of others that a page may take scripts from or talk to. */
const microsoft = (sources: string[] = []): string[] => sources.filter((one) => one.startsWith('https:'));

describe('what each page may load', () => {
  it('knows of every page there is', () => {
    expect(Object.keys(written).sort()).toEqual(Object.keys(addresses).sort());
  });

  it.each(Object.keys(addresses))('%s: Microsoft’s scripts on the pane in Outlook alone, no script in any page, nothing by a wildcard', (entry) => {
    const policy = policies[entry]!;
    const scripts = entry === 'task-pane' ? ['https://appsforoffice.microsoft.com', 'https://ajax.aspnetcdn.com'] : [];
    expect([microsoft(policy['script-src']), policy['script-src']!.includes("'unsafe-inline'"), policy['script-src']!.includes("'unsafe-eval'")]).toEqual([scripts, false, false]);
    expect(microsoft(policy['connect-src']).includes('https://appsforoffice.microsoft.com')).toBe(entry === 'task-pane');
    expect(policy['default-src']).toEqual(["'none'"]);
    for (const name of ['script-src', 'connect-src', 'frame-src', 'img-src', 'font-src', 'style-src']) expect([name, (policy[name] ?? []).filter((one) => /\*|^https?:$|^data:$/.test(one) && !(name === 'img-src' && one === 'data:'))]).toEqual([name, []]);
  });

  it.each(Object.entries(written))('%s has no script of its own in it, and names nobody’s script it may not load', (entry, html) => {
    const tags = [...html.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)];
    expect(tags.filter(([, , inside]) => inside!.trim() !== '')).toEqual([]);
    expect(/\son[a-z]+\s*=|javascript:/i.test(html)).toBe(false);
    const foreign = tags.map(([, attributes]) => /src="(https:[^"]+)"/.exec(attributes!)?.[1]).filter((src) => src !== undefined);
    expect(foreign).toEqual(entry === 'task-pane' ? ['https://appsforoffice.microsoft.com/lib/1/hosted/office.js'] : []);
  });
});

describe('who may frame each page', () => {
  const teams = ['https://teams.microsoft.com', 'https://*.teams.microsoft.com', 'https://*.cloud.microsoft'];
  const outlook = ['https://outlook.office.com', 'https://outlook.office365.com', 'https://*.cloud.microsoft'];

  it.each([
    ['tab', [...teams, ...outlook]],
    ['side-panel', [...teams, ...outlook]],
    ['task-pane', [...teams, ...outlook, 'https://outlook.live.com']],
  ])('%s: the hosts that show it', (entry, hosts) => {
    expect(policies[entry]!['frame-ancestors']).toEqual(expect.arrayContaining(["'self'", ...hosts]));
  });

  it('nobody frames what stands alone in a browser; Outlook for private accounts, the pane alone', () => {
    for (const entry of ['coach-page', 'assistant-page', 'privacy', 'terms']) expect([entry, policies[entry]!['frame-ancestors']]).toEqual([entry, ["'none'"]]);
    expect(Object.keys(policies).filter((entry) => policies[entry]!['frame-ancestors']!.includes('https://outlook.live.com'))).toEqual(['task-pane']);
  });

  it('by https and by name: nobody’s look-alike fits', () => {
    const names = new Set(Object.values(policies).flatMap((policy) => policy['frame-ancestors']!).filter((one) => !one.startsWith("'")));
    const fits = (origin: string) => [...names].some((name) => new RegExp(`^${name.replaceAll('.', String.raw`\.`).replace(String.raw`*\.`, String.raw`[^/]+\.`)}$`).test(origin));
    expect(['https://teams.microsoft.com', 'https://outlook.office.com', 'https://outlook.cloud.microsoft', 'https://m365.cloud.microsoft'].filter((origin) => !fits(origin))).toEqual([]);
    expect(['http://teams.microsoft.com', 'https://teams.microsoft.com.evil.example', 'https://cloud.microsoft.evil.example', 'https://evilteams.microsoft.com', 'https://cloud.microsoft'].filter(fits)).toEqual([]);
  });
});

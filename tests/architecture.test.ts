import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');
const files = globSync(['server/**/*.ts', 'src/**/*.{ts,tsx}'], { cwd: root }).sort();
const text = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

interface Import {
  file: string;
  /** Path in the repository, or the package's name. */
  to: string;
}

const importPattern = /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n]*)?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s+'([^']+)'|new URL\('(\.[^']+)', import\.meta\.url\)/g;

const imports: Import[] = [...text].flatMap(([file, source]) =>
  [...source.matchAll(importPattern)].map((match) => {
    const name = (match[1] ?? match[2] ?? match[3] ?? match[4])!;
    return { file, to: name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name };
  }),
);

const wrong = (bad: (one: Import) => boolean): string[] => imports.filter(bad).map(({ file, to }) => `${file} imports ${to}`);

const under = (path: string, ...folders: string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
const featureOf = (path: string): string | undefined => /^(?:server|src)\/features\/([\w-]+)\//.exec(path)?.[1];
const isPackage = (to: string, ...names: string[]): boolean => names.some((name) => to === name || to.startsWith(`${name}/`));

const appFiles = ['server/app.ts', 'server/pages.ts', 'server/main.ts', 'server/worker.ts'];

describe('who may import whom', () => {
  it('reads imports at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports).toContainEqual({ file: 'server/app.ts', to: 'express' });
  });

  it('platform knows nothing above it', () => {
    expect(wrong(({ file, to }) => under(file, 'server/platform') && /^(server|src)\//.test(to) && !under(to, 'server/platform'))).toEqual([]);
  });

  it('access knows the platform only', () => {
    expect(wrong(({ file, to }) => under(file, 'server/access') && /^(server|src)\//.test(to) && !under(to, 'server/platform', 'server/access'))).toEqual([]);
  });

  it('a feature knows another by its service and contract only', () => {
    expect(
      wrong(({ file, to }) => {
        const [from, other] = [featureOf(file), featureOf(to)];
        return under(file, 'server/features') && from !== undefined && other !== undefined && from !== other && !/\/(service|contract)\.ts$/.test(to);
      }),
    ).toEqual([]);
  });

  it('features do not know each other in circles', () => {
    const edges = new Map<string, Set<string>>();
    for (const { file, to } of imports) {
      const [from, other] = [featureOf(file), featureOf(to)];
      if (!file.startsWith('server/') || !from || !other || from === other || to.endsWith('contract.ts')) continue;
      edges.set(from, (edges.get(from) ?? new Set()).add(other));
    }
    const circles: string[] = [];
    const walk = (at: string, path: string[]): void => {
      if (path.includes(at)) circles.push([...path, at].join(' -> '));
      else for (const next of edges.get(at) ?? []) walk(next, [...path, at]);
    };
    for (const feature of edges.keys()) walk(feature, []);
    expect(circles).toEqual([]);
  });

  it('the front end takes contracts from the server and nothing else; the server nothing from the front end', () => {
    expect(wrong(({ file, to }) => under(file, 'src') && under(to, 'server') && !/^server\/features\/[\w-]+\/contract\.ts$/.test(to))).toEqual([]);
    expect(wrong(({ file, to }) => under(file, 'server') && under(to, 'src'))).toEqual([]);
  });

  it('screens of features do not know each other; entries compose them', () => {
    expect(wrong(({ file, to }) => under(file, 'src/features') && under(to, 'src/features') && featureOf(file) !== featureOf(to))).toEqual([]);
  });

  it('each outside system has one door', () => {
    const doors: [string[], string[]][] = [
      [['@azure/msal-node', '@microsoft/microsoft-graph-client'], ['server/platform/microsoft/']],
      [['pg', '@electric-sql/pglite'], ['server/platform/db/']],
      [['prom-client'], ['server/platform/metrics.ts']],
      [['pg-boss'], ['server/platform/jobs/']],
      [['@microsoft/teams-js'], ['src/host/teams-host.ts']],
      [['express'], [...appFiles, 'server/platform/http.ts', 'server/sandbox/']],
    ];
    for (const [packages, places] of doors) {
      expect(wrong(({ file, to }) => isPackage(to, ...packages) && !places.some((place) => file.startsWith(place)))).toEqual([]);
    }
  });

  it('only the sandbox itself and tests know the sandbox', () => {
    expect(wrong(({ file, to }) => !under(file, 'server/sandbox') && under(to, 'server/sandbox'))).toEqual([]);
  });

  it('the simulated tenant knows nothing of the product', () => {
    const tenant = ['server/sandbox/tenant', 'server/sandbox/graph', 'server/sandbox/entra'];
    expect(wrong(({ file, to }) => under(file, ...tenant) && under(to, 'server/features', 'server/access', 'appPackage'))).toEqual([]);
    expect([...text].filter(([file, source]) => under(file, ...tenant) && /fieldwork/i.test(source)).map(([file]) => file)).toEqual([]);
  });
});

describe('how files are kept', () => {
  const sourcesWith = (pattern: RegExp, but: string[] = []): string[] =>
    [...text].filter(([file, source]) => !but.includes(file) && pattern.test(source)).map(([file]) => file);

  it('time, chance and the environment each have one place', () => {
    const server = (found: string[]): string[] => found.filter((file) => file.startsWith('server/'));
    expect(server(sourcesWith(/new Date\(\)|Date\.now\(\)/, ['server/platform/clock.ts']))).toEqual([]);
    expect(server(sourcesWith(/Math\.random\(\)/))).toEqual([]);
    expect(server(sourcesWith(/process\.env/, ['server/platform/config.ts']))).toEqual([]);
  });

  it('no file is longer than 300 lines', () => {
    expect([...text].filter(([, source]) => source.split('\n').length > 301).map(([file]) => file)).toEqual([]);
  });

  it('a feature holds only the files that a newcomer expects', () => {
    const known = /^(contract|routes|service|store|rules|present|jobs)\.ts$/;
    const inFeature = files.filter((file) => /^server\/features\/[\w-]+\/[^/]+$/.test(file));
    // Folders below a feature (slots, find, sync, feed) are subjects of their own: see ARCHITECTURE.md.
    expect(inFeature.filter((file) => !known.test(file.split('/').at(-1)!))).toEqual([]);
  });

  it('nothing is loosely typed, postponed, or exported by default', () => {
    expect(sourcesWith(/:\s*any\s*[;,)=\]}|>]|\bas any\b|<any>|@ts-ignore|@ts-expect-error|TODO|FIXME|(eslint|oxlint)-disable/)).toEqual([]);
    expect(sourcesWith(/export default/)).toEqual([]);
    expect(files.filter((file) => /\/(index|utils|helpers)\.tsx?$/.test(file))).toEqual([]);
  });
});

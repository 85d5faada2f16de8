import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type BuildEnvironmentOptions, type Plugin } from 'vite';
import { fetchedAtOnce, tokensWrittenOut } from './scripts/vite/light-page.ts';
import { lightReact } from './scripts/vite/light-react.ts';
import { precompress } from './scripts/vite/precompress.ts';
import { stylesInPage } from './scripts/vite/styles-in-page.ts';
import { teamsThemes } from './scripts/vite/teams-themes.ts';
import { writtenStyles } from './scripts/vite/written-styles.ts';

const out = join(import.meta.dirname, 'dist/web');
const src = join(import.meta.dirname, 'src');

/** Every page of the front end: a folder with an index.html under `entries` or `sandbox` is one, without being listed. */
const pages = globSync(['entries/*/index.html', 'sandbox/index.html', 'sandbox/*/index.html'], { cwd: src });

/** Built apart from the others: it must open at once beside a meeting, so it shares no chunk with pages that may weigh more. */
const lightPage = join('entries', 'side-panel', 'index.html');

/** The sandbox's stand-in for office.js, which pages ask for by a fixed address. */
const playedOffice = 'played-office';
const playedOfficeSource = join(src, 'sandbox/office/office.ts');

/** Puts `entries/tab/index.html` at `tab/index.html`, so that a static file server answers `/tab/`. */
const entriesAtTheRoot: Plugin = {
  name: 'entries-at-the-root',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'asset' && file.fileName.endsWith('.html')) file.fileName = file.fileName.replace(/^entries\//, '');
    }
  },
};

const onlyIn = (environment: string, plugin: Plugin): Plugin => ({ ...plugin, applyToEnvironment: ({ name }) => name === environment });

const named = (paths: string[]): Record<string, string> => Object.fromEntries(paths.map((page) => [dirname(page).replaceAll(/[\\/]/g, '-'), join(src, page)]));

const build = (input: Record<string, string>, apart: RegExp | null, more: BuildEnvironmentOptions): BuildEnvironmentOptions => ({
  outDir: out,
  target: 'es2023',
  // The content security policy allows neither inline script nor data: addresses.
  assetsInlineLimit: 0,
  ...more,
  rolldownOptions: {
    input,
    output: {
      entryFileNames: ({ name }) => (name === playedOffice ? 'sandbox/office.js' : 'assets/[name]-[hash].js'),
      chunkFileNames: 'assets/[name]-[hash].js',
      assetFileNames: 'assets/[name]-[hash][extname]',
      ...(apart && { codeSplitting: { groups: [{ name: 'react', test: apart }] } }),
    },
  },
});

/** Apart from ours, so that a new release of Fieldwork does not make everybody load React again. What stands for it in the panel is too small for that. */
const reactItself = /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/;

export default defineConfig({
  root: src,
  base: '/',
  plugins: [react(), entriesAtTheRoot, onlyIn('panel', lightReact()), onlyIn('panel', tokensWrittenOut()), onlyIn('panel', writtenStyles('side-panel-styles.css')), onlyIn('panel', teamsThemes()), onlyIn('panel', fetchedAtOnce()), onlyIn('panel', stylesInPage(lightPage))],
  environments: {
    client: { build: build({ ...named(pages.filter((page) => page !== lightPage)), ...(existsSync(playedOfficeSource) ? { [playedOffice]: playedOfficeSource } : {}) }, reactItself, { emptyOutDir: true, modulePreload: { polyfill: false } }) },
    panel: { consumer: 'client', build: build(named([lightPage]), null, { emptyOutDir: false, modulePreload: false }) },
  },
  builder: {
    buildApp: async (builder) => {
      await builder.build(builder.environments['client']!);
      await builder.build(builder.environments['panel']!);
      await precompress(out);
    },
  },
});

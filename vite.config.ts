import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const src = join(import.meta.dirname, 'src');

/** Every page of the front end: a folder with an index.html under `entries` or `sandbox` is one, without being listed. */
const pages = globSync(['entries/*/index.html', 'sandbox/index.html', 'sandbox/*/index.html'], { cwd: src });

/** The sandbox's stand-in for office.js, which pages ask for by a fixed address. */
const playedOffice = 'played-office';

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

export default defineConfig({
  root: src,
  base: '/',
  plugins: [react(), entriesAtTheRoot],
  build: {
    outDir: join(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows neither inline script nor data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { ...Object.fromEntries(pages.map((page) => [dirname(page).replaceAll('/', '-'), join(src, page)])), [playedOffice]: join(src, 'sandbox/office/office.ts') },
      output: {
        entryFileNames: ({ name }) => (name === playedOffice ? 'sandbox/office.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        // Apart from ours, so that a new release of Fieldwork does not make everybody load React again.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/ }] },
      },
    },
  },
});

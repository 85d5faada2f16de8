import { normalizePath, type Plugin, type Rolldown } from 'vite';

type Bundle = Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>;

/** A Fluent token as `teams-themes.ts` writes it: `--colorBrandStroke1:#5b5fc7;`. Values hold neither `;` nor `}`. */
const declared = /--([a-z][A-Za-z0-9]+):[^;}]*;?/g;
const used = /--([a-z][A-Za-z0-9]+)(?!\w*:)/g;

const textOf = (file: Bundle[string]): string => (file.type === 'chunk' ? file.code : String(file.source));

/** Every name that scripts or rules ask for. */
function namesUsed(bundle: Bundle): Set<string> {
  const texts = Object.values(bundle).filter(({ fileName }) => /\.(?:js|css|html)$/.test(fileName)).map(textOf);
  return new Set(texts.flatMap((text) => [...text.matchAll(used)].map(([, name]) => name!)));
}

/**
 * Puts the style sheets of `page` (a path below the sources) into the page itself, without the values of themes that nothing on it asks for: scripts wait for style sheets,
 * and each is a way to the server and back. The page is asked for every time but answered with 304, so nothing is sent twice for it.
 */
export const stylesInPage = (page: string): Plugin => ({
  name: 'styles-in-page',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle, filename }) => {
      // Vite asks for every environment's pages.
      if (!bundle || !normalizePath(filename).endsWith(normalizePath(page))) return html;
      const names = namesUsed(bundle as Bundle);
      return html.replaceAll(/\s*<link rel="stylesheet"[^>]*href="\/([^"]+\.css)"[^>]*>/g, (link, file: string) => {
        const sheet = bundle[file];
        if (sheet?.type !== 'asset') return link;
        delete bundle[file];
        return `\n    <style>${String(sheet.source).replaceAll(declared, (one, name: string) => (names.has(name) ? one : '')).trim()}</style>`;
      });
    },
  },
});

import type { Plugin, Rolldown } from 'vite';

/** Our own modules, and those of Fluent that hold text styles. */
const usesTokens = /[\\/]src[\\/](?!sandbox)[^?]*\.tsx?$|typographyStyles\.js$/;

/**
 * Writes Fluent's tokens (`tokens.colorBrandStroke1`) out as what they stand for (`'var(--colorBrandStroke1)'`), so that the list of
 * all of them stays out of the script.
 */
export const tokensWrittenOut = (): Plugin => ({
  name: 'tokens-written-out',
  enforce: 'pre',
  transform: (code, id) => (usesTokens.test(id) && /\btokens\b[^;]*from\s/.test(code) ? code.replaceAll(/(?<![./])\btokens\.(\w+)/g, "'var(--$1)'") : null),
});

/**
 * Tells the browser of what a page's script imports later, at once: the page then has all it needs after one way to the server and back,
 * though its first part runs before the rest is here.
 */
export const fetchedAtOnce = (): Plugin => ({
  name: 'fetched-at-once',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle, chunk }) => {
      if (!bundle || !chunk) return [];
      const wanted = new Set<string>();
      const want = (file: string): void => {
        const one = bundle[file] as Rolldown.OutputChunk | undefined;
        if (!one || one.type !== 'chunk' || wanted.has(file)) return;
        if (file !== chunk.fileName) wanted.add(file);
        one.imports.forEach(want);
      };
      [...chunk.imports, ...chunk.dynamicImports].forEach(want);
      return [...wanted].map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' as const }));
    },
  },
});

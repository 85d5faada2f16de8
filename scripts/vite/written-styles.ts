import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import type * as Fluent from '@fluentui/react-components';
import type * as Griffel from '@griffel/core';
import type { Plugin, Rolldown } from 'vite';

// Fluent's modules are written for bundlers; Node reads their CommonJS form.
const require = createRequire(import.meta.url);
const { typographyStyles, shorthands } = require('@fluentui/react-components') as typeof Fluent;
// Fluent's own way of writing styles: the version that Fluent brings, so that both name a rule alike.
const { resolveStyleRulesForSlots } = createRequire(require.resolve('@fluentui/react-components'))('@griffel/core') as typeof Griffel;

/** In the order in which rules overrule each other (Griffel's buckets). */
const buckets = ['r', 'd', 'l', 'v', 'w', 'f', 'i', 'h', 'a', 's', 'k', 't', 'm', 'c', 'x'];

interface Rule {
  css: string;
  bucket: number;
  /** Shorthands stand before what they contain. */
  priority: number;
}

type Program = ReturnType<Rolldown.PluginContext['parse']>;
interface Node {
  start: number;
  end: number;
}

interface Call {
  start: number;
  end: number;
  given: string;
}

/** The module's own constants, by name, as source. */
function constantsOf(program: Program, code: string): Map<string, string> {
  const declared = program.body.flatMap((one) => (one.type === 'VariableDeclaration' ? one.declarations : []));
  return new Map(declared.flatMap(({ id, init }) => (id.type === 'Identifier' && init ? [[id.name, code.slice(init.start, init.end)] as const] : [])));
}

/** Every `const ... = makeStyles({...})` at the top of a module. */
function callsOf(program: Program, code: string): Call[] {
  const declared = program.body.flatMap((one) => (one.type === 'VariableDeclaration' ? one.declarations : []));
  return declared.flatMap(({ init }) => {
    if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'makeStyles') return [];
    const [given] = init.arguments as unknown as Node[];
    return given ? [{ start: init.start, end: init.end, given: code.slice(given.start, given.end) }] : [];
  });
}

function evaluate(source: string, constants: Map<string, string>): Parameters<typeof resolveStyleRulesForSlots>[0] {
  const used = [...constants].filter(([name, value]) => !value.startsWith('makeStyles(') && new RegExp(`\\b${name}\\b`).test(source));
  const before = used.map(([name, value]) => `const ${name} = ${value};`).join('\n');
  return runInNewContext(`${before}\n(${source})`, { typographyStyles, shorthands }) as Parameters<typeof resolveStyleRulesForSlots>[0];
}

/**
 * Writes what `makeStyles` would work out and insert at run time into a style sheet, at build time: on a slow processor that is a third
 * of the time until a page is drawn. As Griffel's own plugin for bundlers does, which this may become.
 */
export function writtenStyles(sheetName: string): Plugin {
  const rules = new Map<string, Rule>();
  const keep = (bucket: string, rule: string | [string, Record<string, unknown>]): void => {
    const [css, meta] = typeof rule === 'string' ? [rule, {}] : rule;
    rules.set(css, { css, bucket: buckets.indexOf(bucket), priority: Number((meta as { p?: number }).p ?? 0) });
  };
  const sheet = (): string => [...rules.values()].toSorted((a, b) => a.bucket - b.bucket || a.priority - b.priority).map(({ css }) => css).join('\n');
  return {
    name: 'written-styles',
    transform(code, id) {
      if (!/[\\/]src[\\/].*\.tsx$/.test(id) || !code.includes('makeStyles(')) return null;
      const program = this.parse(code);
      const constants = constantsOf(program, code);
      let written = code;
      for (const { start, end, given } of callsOf(program, code).toReversed()) {
        const [classes, byBucket] = resolveStyleRulesForSlots(evaluate(given, constants));
        for (const [bucket, list] of Object.entries(byBucket)) for (const rule of list ?? []) keep(bucket, rule as string);
        written = `${written.slice(0, start)}__css(${JSON.stringify(classes)})${written.slice(end)}`;
      }
      return `import { __css } from '@fluentui/react-components';\n${written}`;
    },
    buildEnd() {
      this.emitFile({ type: 'asset', name: sheetName, source: sheet() });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.values(bundle ?? {})
          .filter((file) => file.type === 'asset' && file.names.includes(sheetName))
          .map(({ fileName }) => ({ tag: 'link', attrs: { rel: 'stylesheet', href: `/${fileName}` }, injectTo: 'head' as const })),
    },
  };
}

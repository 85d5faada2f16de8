import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const screens = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx')).map((name) => `src/${name}`);

type Opening = ts.JsxOpeningElement | ts.JsxSelfClosingElement;

const openingOf = (node: ts.Node): Opening | null => (ts.isJsxElement(node) ? node.openingElement : ts.isJsxSelfClosingElement(node) ? node : null);

/** The elements that a child may be, of which one at most is shown: `a && <X />`, `a ? <X /> : <Y />`. */
function elementsIn(node: ts.Node): Opening[] {
  if (ts.isJsxExpression(node)) return node.expression ? elementsIn(node.expression) : [];
  if (ts.isParenthesizedExpression(node)) return elementsIn(node.expression);
  if (ts.isBinaryExpression(node)) return elementsIn(node.right);
  if (ts.isConditionalExpression(node)) return [...elementsIn(node.whenTrue), ...elementsIn(node.whenFalse)];
  const opening = openingOf(node);
  return opening ? [opening] : [];
}

function keyOf(opening: Opening): string | null {
  const key = opening.attributes.properties.find((one): one is ts.JsxAttribute => ts.isJsxAttribute(one) && one.name.getText() === 'key');
  return key?.initializer?.getText() ?? null;
}

/** Keys that stand at two children of one parent. */
function twice(source: string): string[] {
  const file = ts.createSourceFile('screen.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
      const keys = node.children.flatMap((child) => [...new Set(elementsIn(child).map(keyOf))]).filter((key) => key !== null);
      found.push(...keys.filter((key, index) => keys.indexOf(key) !== index));
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

describe('keys', () => {
  it('tell the children of one parent apart: of two with one key React leaves copies behind at every change', () => {
    expect(screens.length).toBeGreaterThan(200);
    expect(screens.flatMap((name) => twice(readFileSync(name, 'utf8')).map((key) => `${name}: ${key}`))).toEqual([]);
  });

  it.each([
    ['side by side', '<><A key={id} /><B key={id} /></>', ['{id}']],
    ['when shown', '<p>{a && <A key={id}>x</A>}{b ? <B key={id} /> : null}</p>', ['{id}']],
    ['one or the other', '<p>{a ? <A key={id} /> : <B key={id} />}</p>', []],
    ['apart', '<p><A key={id} /><B key={`b ${id}`} /></p>', []],
    ['deeper', '<p><q><A key={id} /></q><B key={id} /></p>', []],
    ['without', '<p><A /><B /></p>', []],
  ])('are seen %s', (_what, source, expected) => expect(twice(`const x = ${source};`)).toEqual(expected));
});

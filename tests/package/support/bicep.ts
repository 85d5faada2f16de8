import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

/** What a Bicep file declares and uses, read from its syntax tree. */
export interface Bicep {
  /** Text of the first place that is no Bicep, or null. */
  wrong: string | null;
  /** Names with whether they have a default and are marked `@secure()`. */
  parameters: { name: string; hasDefault: boolean; secure: boolean }[];
  resources: { name: string; type: string; version: string; existing: boolean; text: string }[];
  variables: string[];
  /** Every name that stands where a value is meant. */
  used: string[];
  /** Every function that is called, without those of objects. */
  called: string[];
  text: string;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node.children) if (child) walk(child, visit);
}

const firstOf = (node: Node, type: string): Node | null => node.children.find((child) => child?.type === type) ?? null;

/** Reads a file. Throws when the grammar cannot be loaded. */
export async function readBicep(file: string): Promise<Bicep> {
  await Parser.init({ wasmBinary: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))));
  const text = readFileSync(file, 'utf8');
  const tree = parser.parse(text)!;
  const found: Bicep = { wrong: null, parameters: [], resources: [], variables: [], used: [], called: [], text };
  let decorators = '';
  for (const node of tree.rootNode.children) {
    if (!node) continue;
    if (node.type === 'decorators') decorators = node.text;
    else if (node.type.endsWith('_declaration')) {
      declare(found, node, decorators);
      decorators = '';
    }
  }
  walk(tree.rootNode, (node) => {
    if ((node.type === 'ERROR' || node.isMissing) && found.wrong === null) found.wrong = `line ${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`;
    use(found, node);
  });
  return found;
}

function declare(found: Bicep, node: Node, decorators: string): void {
  const name = firstOf(node, 'identifier')?.text ?? '';
  if (node.type === 'parameter_declaration') found.parameters.push({ name, hasDefault: node.text.includes('='), secure: decorators.includes('@secure()') });
  if (node.type === 'variable_declaration') found.variables.push(name);
  if (node.type === 'resource_declaration') {
    const [type = '', version = ''] = (firstOf(node, 'string')?.text ?? '').replaceAll("'", '').split('@');
    found.resources.push({ name, type, version, existing: /^resource \w+ '[^']+' existing/.test(node.text), text: node.text });
  }
}

/** Whether a name only stands there: as what is declared, as a key, or as the function that is called. */
function onlyNames(node: Node, parent: Node): boolean {
  if (parent.type.endsWith('_declaration')) return firstOf(parent, 'identifier')?.id === node.id;
  return ['call_expression', 'object_property'].includes(parent.type) && parent.children[0]?.id === node.id;
}

function use(found: Bicep, node: Node): void {
  const { parent } = node;
  if (node.type === 'call_expression' && node.children[0]?.type === 'identifier') found.called.push(node.children[0].text);
  if (node.type === 'identifier' && parent && !onlyNames(node, parent)) found.used.push(node.text);
}

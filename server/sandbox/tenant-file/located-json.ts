import { findNodeAtLocation, parseTree, printParseErrorCode, type JSONPath, type Node, type ParseError } from 'jsonc-parser';

/** Something wrong in a file: the line (from 1), the field as `people[2].zone` (empty for the whole), and what would be right. */
export interface FileProblem {
  line: number;
  field: string;
  message: string;
}

/** A JSON text that knows on which line each of its fields stands. */
export interface LocatedJson {
  value: unknown;
  problem(path: JSONPath, message: string): FileProblem;
}

/** Parses JSON; a syntax error comes back as problems instead. */
export function parseLocated(text: string): LocatedJson | { problems: FileProblem[] } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const problems = errors.map(({ error, offset }) => ({ line: lineAt(text, offset), field: '', message: words(printParseErrorCode(error)) }));
  if (problems.length > 0) return { problems };
  if (!tree) return { problems: [{ line: 1, field: '', message: 'the file is empty; it must hold a JSON object' }] };
  const problem = (path: JSONPath, message: string): FileProblem => ({
    line: lineAt(text, nearest(tree, path).offset),
    field: path.reduce<string>((field, part) => (typeof part === 'number' ? `${field}[${part}]` : field ? `${field}.${part}` : part), ''),
    message,
  });
  return { value: JSON.parse(text), problem };
}

/** The field itself (its name, where it has one), or what should have held it. */
function nearest(tree: Node, path: JSONPath): Node {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, depth));
    if (node) return node.parent?.type === 'property' ? node.parent : node;
  }
  return tree;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** `CommaExpected` as "not JSON: comma expected". */
const words = (code: string): string => `not JSON: ${code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()}`;

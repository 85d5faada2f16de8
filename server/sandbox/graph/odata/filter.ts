import { badRequest } from '../errors.ts';
import { readLiteral, tokens, type Token } from './tokens.ts';

type Item = Record<string, unknown>;
/** Evaluates to a value for an item; `scope` holds the variables of lambdas around it. */
type Expression = (item: Item, scope: Item) => unknown;

/**
 * Reads a $filter: comparisons, and, or, not, parentheses, startswith, endswith, contains, and any(). Throws 400 for anything else.
 * The result says whether an item (with every property that can be asked about) passes.
 */
export function readFilter(text: string): (item: Item) => boolean {
  const reader = { tokens: tokens(text), at: 0 };
  const expression = readOr(reader);
  if (reader.at < reader.tokens.length) throw unreadable(text);
  return (item) => expression(item, {}) === true;
}

interface Reader {
  tokens: Token[];
  at: number;
}

const unreadable = (near: string): Error => badRequest(`Invalid filter clause near '${near}'.`);
const peek = (reader: Reader): string => reader.tokens[reader.at]?.text.toLowerCase() ?? '';

function take(reader: Reader, expected?: string): Token {
  const token = reader.tokens[reader.at];
  if (!token || (expected !== undefined && token.text !== expected)) throw unreadable(token?.text ?? 'the end');
  reader.at += 1;
  return token;
}

function readOr(reader: Reader): Expression {
  let left = readAnd(reader);
  while (peek(reader) === 'or') {
    take(reader);
    const [first, second] = [left, readAnd(reader)];
    left = (item, scope) => first(item, scope) === true || second(item, scope) === true;
  }
  return left;
}

function readAnd(reader: Reader): Expression {
  let left = readNot(reader);
  while (peek(reader) === 'and') {
    take(reader);
    const [first, second] = [left, readNot(reader)];
    left = (item, scope) => first(item, scope) === true && second(item, scope) === true;
  }
  return left;
}

function readNot(reader: Reader): Expression {
  if (peek(reader) !== 'not') return readComparison(reader);
  take(reader);
  const inner = readNot(reader);
  return (item, scope) => inner(item, scope) !== true;
}

const comparisons: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

function readComparison(reader: Reader): Expression {
  const left = readOperand(reader);
  const compare = comparisons[peek(reader)];
  if (!compare) return left;
  take(reader);
  const right = readOperand(reader);
  return (item, scope) => compare(order(left(item, scope), right(item, scope)));
}

const functions: Record<string, (text: string, part: string) => boolean> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function readOperand(reader: Reader): Expression {
  const token = take(reader);
  if (token.text === '(') {
    const inner = readOr(reader);
    take(reader, ')');
    return inner;
  }
  const literal = readLiteral(token);
  if (literal !== undefined) return () => literal.value;
  const name = functions[token.text.toLowerCase()];
  if (name && peek(reader) === '(') return readFunction(reader, name);
  return token.text.endsWith('/any') && peek(reader) === '(' ? readAny(reader, token.text.slice(0, -4)) : readPath(token);
}

const lower = (value: unknown): string => String(value ?? '').toLowerCase();

function readFunction(reader: Reader, holds: (text: string, part: string) => boolean): Expression {
  take(reader, '(');
  const text = readOr(reader);
  take(reader, ',');
  const part = readOr(reader);
  take(reader, ')');
  return (item, scope) => holds(lower(text(item, scope)), lower(part(item, scope)));
}

function readAny(reader: Reader, path: string): Expression {
  take(reader, '(');
  const variable = take(reader).text;
  take(reader, ':');
  const condition = readOr(reader);
  take(reader, ')');
  return (item, scope) => {
    const list = valueAt(item, scope, path);
    return Array.isArray(list) && list.some((element) => condition(item, { ...scope, [variable]: element }) === true);
  };
}

function readPath({ text, quoted }: Token): Expression {
  if (quoted || !/^[A-Za-z_]\w*(\/\w+)*$/.test(text)) throw unreadable(text);
  return (item, scope) => valueAt(item, scope, text);
}

function valueAt(item: Item, scope: Item, path: string): unknown {
  const [first, ...rest] = path.split('/') as [string, ...string[]];
  const root = first in scope ? scope[first] : propertyOf(item, first);
  return rest.reduce((value, name) => propertyOf(value as Item | null, name), root);
}

/** Property names of a filter are read in any case, as Outlook does (`JoinWebUrl`). */
function propertyOf(item: Item | null | undefined, name: string): unknown {
  if (item === null || typeof item !== 'object') return undefined;
  const key = name in item ? name : Object.keys(item).find((other) => other.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : item[key];
}

const DATE = /^\d{4}-\d\d-\d\dT/;
const instant = (text: string): number => Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`);

const empty = (value: unknown): boolean => value === null || value === undefined;

/** Order of two values as -1, 0, 1; NaN when they cannot be compared. Times without an offset are UTC. */
function order(left: unknown, right: unknown): number {
  if (empty(left) || empty(right)) return empty(left) && empty(right) ? 0 : NaN;
  if (typeof left === 'string' && typeof right === 'string' && DATE.test(left) && DATE.test(right))
    return Math.sign(instant(left) - instant(right));
  if (typeof left !== typeof right) return NaN;
  return left === right ? 0 : (left as string) < (right as string) ? -1 : 1;
}

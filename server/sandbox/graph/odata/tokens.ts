import { badRequest } from '../errors.ts';

/** A piece of an OData expression; a quoted one is a string literal without its quotes. */
export interface Token {
  text: string;
  quoted: boolean;
}

/** A quoted string, a mark, a name or path, or any other literal (numbers, times). */
const PIECE = /\s*(?:'((?:[^']|'')*)'|([(),:])|([A-Za-z_$@][\w/.@]*)|([^\s(),']+))/y;

/** Splits an OData expression. Throws 400 where a quote is never closed. */
export function tokens(expression: string): Token[] {
  const found: Token[] = [];
  PIECE.lastIndex = 0;
  const text = expression.trim();
  while (PIECE.lastIndex < text.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(text);
    if (!match) throw badRequest(`Syntax error at position ${at} in '${text}'.`);
    const [, quoted, ...others] = match;
    found.push(
      quoted === undefined ? { text: others.find(Boolean)!, quoted: false } : { text: quoted.replaceAll("''", "'"), quoted: true },
    );
  }
  return found;
}

/** The value of a literal token; undefined when it is a name. */
export function readLiteral({ text, quoted }: Token): { value: string | number | boolean | null } | undefined {
  if (quoted) return { value: text };
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  if (text === 'null') return { value: null };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { value: Number(text) };
  return /^\d{4}-\d\d-\d\dT/.test(text) ? { value: text } : undefined;
}

import type { z } from 'zod';

const kinds: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

type Issue = z.core.$ZodRawIssue;
type Bound = { origin: string; limit: number | bigint; inclusive: boolean };

function bound(word: 'least' | 'most', { origin, limit, inclusive }: Bound): string {
  if (origin === 'string') return word === 'least' && Number(limit) === 1 ? 'must not be empty' : `must be at ${word} ${limit} characters long`;
  if (origin === 'array') return `must hold at ${word} ${limit}`;
  return inclusive ? `must be at ${word} ${limit}` : `must be ${word === 'least' ? 'more' : 'less'} than ${limit}`;
}

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

/**
 * What would be right, for problems that a schema has no words of its own for: zod's own say what went wrong in its code.
 * Pass as `error` of a parse. Undefined leaves it to zod.
 */
export function inWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.input === undefined ? 'is missing: ' : ''}must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return bound('least', { origin: issue.origin, limit: issue.minimum, inclusive: issue.inclusive ?? true });
    case 'too_big':
      return bound('most', { origin: issue.origin, limit: issue.maximum, inclusive: issue.inclusive ?? true });
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `${issue.input === undefined ? 'is missing: ' : ''}must be ${issue.values.length > 1 ? 'one of ' : ''}${listed(issue.values)}`;
    case 'invalid_union':
      return 'must be one of the kinds that are described';
    default:
      return undefined;
  }
}

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { inWords } from '../../server/platform/problem-words.ts';

const said = (schema: z.ZodType, value: unknown): string[] => schema.safeParse(value, { error: inWords }).error!.issues.map(({ message }) => message);

describe('what would be right is said', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['of something missing', z.string(), undefined, 'is missing: must be a string'],
    ['of another type', z.strictObject({}), [], 'must be an object'],
    ['of a fraction', z.int(), 1.5, 'must be a whole number'],
    ['of a small number', z.int().min(15), 7, 'must be at least 15'],
    ['of a large number', z.number().max(24), 25, 'must be at most 24'],
    ['of a bound itself', z.number().gt(0), 0, 'must be more than 0'],
    ['of an odd step', z.int().multipleOf(5), 7, 'must be a multiple of 5'],
    ['of an empty text', z.string().min(1), '', 'must not be empty'],
    ['of a long text', z.string().max(2), 'abc', 'must be at most 2 characters long'],
    ['of a long list', z.array(z.int()).max(1), [1, 2], 'must hold at most 1'],
    ['of a word that is not in the list', z.enum(['a', 'b']), 'c', 'must be one of "a", "b"'],
    ['of one word that may be', z.literal('a'), undefined, 'is missing: must be "a"'],
    ['of no kind that is known', z.discriminatedUnion('type', [z.object({ type: z.literal('a') })]), { type: 'z' }, 'must be one of the kinds that are described'],
  ])('%s', (_what, schema, value, words) => {
    expect(said(schema, value)).toEqual([words]);
  });

  it('in the words of the schema where it has some', () => {
    expect(said(z.uuid('must be a UUID'), undefined)).toEqual(['must be a UUID']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { asksOf, firstName } from '../../../server/features/home/rules.ts';
import { summary, uuidOf } from '../../src/samples.ts';

describe('what somebody is called', () => {
  it.each([
    ['Amara Diallo', 'Amara'], ['Reyes, Daniel', 'Daniel'], ['Reyes, Daniel (Finance)', 'Daniel'], ['渡辺 健二', '渡辺 健二'], ['김민준', '김민준'], ['Madonna', 'Madonna'], ['  Kit  Novak', 'Kit'], ['Reyes,', 'Reyes,'],
  ])('%s is %s', (name, called) => expect(firstName(name)).toBe(called));
});

describe('what is asked', () => {
  const engagement = summary({ nextSessionAt: null });
  const kinds = (toAsk: string[]) => asksOf([engagement], [], new Set(toAsk)).map(({ kind }) => kind);

  it('is to ask the coach first, and to book once the coach was asked', () => {
    expect(kinds([uuidOf(10)])).toEqual(['coach-availability']);
    expect(kinds([])).toEqual(['book-next']);
  });
});

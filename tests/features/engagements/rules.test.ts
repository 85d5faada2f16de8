import { describe, expect, it } from '@jest/globals';
import { idsOfGoals } from '../../../server/features/engagements/rules.ts';

const before = [
  { id: 'a', title: 'Delegate' },
  { id: 'b', title: 'Listen first' },
  { id: 'c', title: 'Say no' },
];

describe('ids of goals that are saved again', () => {
  it.each<[string, string[], string[]]>([
    ['the same', ['Delegate', 'Listen first', 'Say no'], ['a', 'b', 'c']],
    ['another order', ['Say no', 'Delegate', 'Listen first'], ['c', 'a', 'b']],
    ['one reworded', ['Delegate', 'Listen before speaking', 'Say no'], ['a', 'b', 'c']],
    ['one taken out', ['Delegate', 'Say no'], ['a', 'c']],
    ['one put in front', ['Rest', 'Delegate', 'Listen first', 'Say no'], ['new 1', 'a', 'b', 'c']],
    ['one added', ['Delegate', 'Listen first', 'Say no', 'Rest'], ['a', 'b', 'c', 'new 1']],
    ['the same title twice', ['Delegate', 'Delegate'], ['a', 'b']],
    ['none', [], []],
  ])('%s', (_case, titles, ids) => {
    let made = 0;
    expect(idsOfGoals(before, titles, () => `new ${(made += 1)}`)).toEqual(ids);
  });
});

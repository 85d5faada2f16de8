import { describe, expect, test } from '@jest/globals';
import { suggestedWish } from '../../../server/features/blocks/rules.ts';

const hours = (...weekdays: number[]) => weekdays.map((weekday) => ({ weekday, startMinute: 540, endMinute: 1020 }));

describe('the suggested review', () => {
  test.each([
    ['Monday to Friday', [1, 2, 3, 4, 5], 5],
    ['Monday to Thursday', [1, 2, 3, 4], 4],
    ['Sunday to Thursday', [1, 2, 3, 4, 7], 4],
    ['Saturday to Wednesday', [1, 2, 3, 6, 7], 3],
    ['Tuesday to Saturday', [2, 3, 4, 5, 6], 6],
    ['one day', [3], 3],
    ['every other day: the last of the week', [1, 3, 5], 5],
    ['without a Wednesday', [1, 2, 4, 5], 5],
    ['every day', [1, 2, 3, 4, 5, 6, 7], 5],
  ])('comes at the end of a week of work: %s', (_what, days, expected) => {
    expect(suggestedWish(hours(...days))).toMatchObject({ days, idealDay: expected, idealMinute: 600 });
  });

  test('is Friday at ten where nobody published working hours', () => {
    expect(suggestedWish(null)).toMatchObject({ days: [1, 2, 3, 4, 5], idealDay: 5, idealMinute: 600 });
  });
});

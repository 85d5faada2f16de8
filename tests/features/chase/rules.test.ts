import { describe, expect, it } from '@jest/globals';
import { endingOf, rebookPath } from '../../../server/features/chase/rules.ts';
import { chosenFirst, nameOf } from '../../../src/features/chase/times.ts';

describe('what ends it', () => {
  const going = { booked: false, disputed: false, stands: true, running: true };
  it.each([
    [going, null], [{ ...going, booked: true }, 'booked'], [{ ...going, disputed: true }, 'disputed'], [{ ...going, stands: false }, 'changed'],
    [{ ...going, running: false }, 'stopped'], [{ booked: true, disputed: true, stands: false, running: false }, 'booked'],
  ] as const)('%j: %s', (standing, ending) => {
    expect(endingOf(standing)).toBe(ending);
  });
});

describe('a time in a link', () => {
  it('is found again among those that were offered', () => {
    const start = '2026-03-10T14:30:00.000Z';
    expect(rebookPath('s', start)).toBe(`/sessions/s/rebook/${nameOf(start)}`);
    const times = [{ start: '2026-03-09T09:00:00.000Z' }, { start }];
    expect(chosenFirst(times, nameOf(start)).map((one) => [one.start, one.named])).toEqual([[start, true], [times[0]!.start, false]]);
    expect(chosenFirst(times, null).map((one) => one.named)).toEqual([false, false]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Relaxation } from '../../../server/features/scheduling/contract.ts';
import { adviceWords, loosen, offerWords, relaxationWords, tighten } from '../../../src/features/scheduling/relaxations.ts';

const people = [
  { personId: 'sam', displayName: 'Sam Obi', zone: 'Asia/Kathmandu' },
  { personId: 'kit', displayName: 'Kit Novak', zone: null },
];

it.each<[Relaxation, string]>([
  [{ type: 'optional', personId: 'sam' }, 'Sam Obi optional'],
  [{ type: 'optional', personId: 'gone' }, 'Somebody optional'],
  [{ type: 'hours', personId: 'sam', startMinute: 540, endMinute: 1080 }, '09:00 to 18:00 for Sam Obi (Kathmandu)'],
  [{ type: 'hours', personId: 'kit', startMinute: 480, endMinute: 1020 }, '08:00 to 17:00 for Kit Novak'],
  [{ type: 'later', days: 7 }, '1 week later'],
  [{ type: 'later', days: 10 }, '10 days later'],
  [{ type: 'notice', hours: 0 }, 'Without notice'],
  [{ type: 'notice', hours: 4 }, '4 hours of notice'],
  [{ type: 'buffers', minutes: 0 }, 'No breaks around it'],
  [{ type: 'buffers', minutes: 5 }, 'Breaks of 5 minutes'],
  [{ type: 'spacing' }, 'Closer to other sessions'],
  [{ type: 'length', minutes: 45 }, '45 minutes long'],
  [{ type: 'unconfirmed', personId: 'kit' }, 'Kit Novak still to confirm'],
])('says %j as %s', (relax, words) => {
  expect(relaxationWords(relax, people)).toBe(words);
});

describe('loosening', () => {
  const optional: Relaxation = { type: 'optional', personId: 'sam' };

  it('keeps what was loosened before', () => {
    expect(loosen([optional], [{ type: 'spacing' }])).toEqual([optional, { type: 'spacing' }]);
  });

  it('replaces the same rule of the same person only', () => {
    const other: Relaxation = { type: 'optional', personId: 'kit' };
    expect(loosen([optional, { type: 'length', minutes: 45 }], [other, { type: 'length', minutes: 30 }])).toEqual([optional, other, { type: 'length', minutes: 30 }]);
  });

  it('goes on later from where it was, up to what the API takes', () => {
    expect(loosen([{ type: 'later', days: 7 }], [{ type: 'later', days: 7 }])).toEqual([{ type: 'later', days: 14 }]);
    expect(loosen([{ type: 'later', days: 21 }], [{ type: 'later', days: 14 }])).toEqual([{ type: 'later', days: 28 }]);
  });

  it('is undone one by one', () => {
    expect(tighten([optional, { type: 'spacing' }], optional)).toEqual([{ type: 'spacing' }]);
  });
});

it('counts the times of an offer', () => {
  expect(offerWords({ label: 'Sam optional', count: 4 })).toBe('Sam optional: 4 times');
  expect(offerWords({ label: 'One week later', count: 1 })).toBe('One week later: 1 time');
});

it('sends nobody to look longer for a calendar that cannot be read', () => {
  const blocker = { personId: 'kit', text: '', ruledOut: 9 };
  expect(adviceWords([{ ...blocker, reason: 'busy' }, { ...blocker, reason: 'unknown' }])).toContain('Once that calendar can be read');
  expect(adviceWords([{ ...blocker, reason: 'busy' }])).toContain('longer stretch of dates');
});

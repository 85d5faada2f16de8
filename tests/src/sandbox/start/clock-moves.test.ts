import { describe, expect, it } from '@jest/globals';
import { nextMonday, quickMoves, toInput } from '../../../../src/sandbox/start/clock-moves.ts';
import { faultWords } from '../../../../src/sandbox/start/faults.ts';

// Local times, as a person reads the page: without a zone in the text, and so right in any zone the tests run in.
const at = (text: string): Date => new Date(text);

describe('moves of the clock', () => {
  it.each([
    ['2026-11-04T12:00', '2026-11-09T09:00'],
    ['2026-11-08T23:59', '2026-11-09T09:00'],
    ['2026-11-09T08:59', '2026-11-09T09:00'],
    ['2026-11-09T09:00', '2026-11-16T09:00'],
    ['2026-12-29T10:00', '2027-01-04T09:00'],
  ])('from %s the next Monday, 09:00, is %s', (now, monday) => {
    expect(nextMonday(at(now))).toEqual(at(monday));
  });

  it('always lead forward', () => {
    const now = at('2026-10-24T12:34');
    for (const { to } of quickMoves) expect(to(now).getTime()).toBeGreaterThan(now.getTime());
  });

  it('are written as an input of that type has it', () => {
    expect(toInput(at('2026-11-04T09:05'))).toBe('2026-11-04T09:05');
  });
});

describe('a fault in words', () => {
  it('says what, how often, whose, and how often it happened', () => {
    const fault = { match: 'POST /me/events', fault: '503', retryAfter: 5 } as const;
    expect(faultWords({ ...fault, times: 2, fired: 1, mailbox: 'a@b.example' })).toBe('POST /me/events: 503, 2 times, in the mailbox of a@b.example only; happened once');
    expect(faultWords({ ...fault, match: '*', fired: 0 })).toBe('Everything: 503, until cleared; happened 0 times');
  });
});

import { expect, it } from '@jest/globals';
import { lookAgainMs } from '../../../src/features/scheduling/look-again.ts';

const now = new Date('2026-03-02T09:00:00Z');

it('looks soon at first, then ever more seldom, and never stops', () => {
  const waits = [0, 1, 2, 3, 10, 500].map((looks) => lookAgainMs(looks, null, now));
  expect(waits).toEqual([2000, 3000, 4500, 6750, 20_000, 20_000]);
});

it("waits for the server's own next try", () => {
  expect(lookAgainMs(0, '2026-03-02T09:00:05Z', now)).toBe(6500);
});

it('looks every twenty seconds while that try is far away, and as usual once it has passed', () => {
  expect(lookAgainMs(0, '2026-03-02T09:15:00Z', now)).toBe(20_000);
  expect(lookAgainMs(0, '2026-03-02T08:59:00Z', now)).toBe(2000);
});

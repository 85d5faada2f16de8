import { expect, it } from '@jest/globals';
import { locator } from '../../../../server/features/availability/feed/calendar/clocks.ts';
import { components } from '../../../../server/features/availability/feed/calendar/components.ts';
import { readEvent } from '../../../../server/features/availability/feed/calendar/events.ts';
import { expand } from '../../../../server/features/availability/feed/calendar/expand.ts';
import { bigFeed } from './big-feed.ts';

/** Eight weeks with both the American and the European change of clocks, and eight with the autumn's and the southern ones. */
it.each([
  ['spring', '2026-03-02T00:00:00Z', '2026-04-27T00:00:00Z'],
  ['autumn', '2026-09-21T00:00:00Z', '2026-11-16T00:00:00Z'],
])('finds exactly the occurrences of nearly 5,000 events over a change of clocks (%s)', (name, from, to) => {
  const window = { from: Date.parse(from), to: Date.parse(to) };
  const { text, expected } = bigFeed(name.length * 7919, 3900, 1000, window);
  const [calendar] = components(text).parts;
  const locate = locator([calendar!], 'Europe/Berlin', window.from, window.to);
  const events = calendar!.parts.map((part, nth) => readEvent(part, nth, locate)!);
  const found = expand(events, window, locate).map(({ start, end }) => `${start}/${end}`).toSorted();
  expect(found.length).toBeGreaterThan(8000);
  expect(found).toEqual(expected);
});

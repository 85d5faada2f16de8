import { expect, it } from '@jest/globals';
import { copyToWorkdays, nextWindow, windowsOn, withEntry } from '../../../src/features/availability/hours-editing.ts';

const weekly = [
  { weekday: 2, start: '10:00', end: '12:00' },
  { weekday: 6, start: '08:00', end: '09:00' },
  { weekday: 2, start: '14:00', end: '16:00' },
];

it("finds a day's windows with their places in the request", () => {
  expect(windowsOn(weekly, 2).map(({ index }) => index)).toEqual([0, 2]);
});

it('copies a day over Monday to Friday and leaves the weekend', () => {
  const copied = copyToWorkdays(weekly, 2);
  expect(copied).toHaveLength(11);
  expect(windowsOn(copied, 5).map(({ start, end }) => `${start}-${end}`)).toEqual(['10:00-12:00', '14:00-16:00']);
  expect(windowsOn(copied, 6)).toHaveLength(1);
});

it('can copy an empty day, and then nothing is left of the week', () => {
  expect(copyToWorkdays(weekly, 1)).toEqual([{ weekday: 6, start: '08:00', end: '09:00' }]);
});

it.each([
  [[], { start: '09:00', end: '17:00' }],
  [[{ start: '09:00', end: '12:00' }], { start: '13:00', end: '15:00' }],
  [[{ start: '09:00', end: '22:30' }], { start: '23:00', end: '23:55' }],
  [[{ start: '09:00', end: '' }], { start: '09:00', end: '17:00' }],
])('proposes hours after %j', (windows, next) => expect(nextWindow(windows)).toEqual(next));

it('replaces and takes out by place', () => {
  expect(withEntry(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c']);
  expect(withEntry(['a', 'b', 'c'], 1, null)).toEqual(['a', 'c']);
});

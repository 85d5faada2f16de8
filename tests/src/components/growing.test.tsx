/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { isLong, useGrowing } from '../../../src/components/growing.ts';

function List({ count }: { count: number }) {
  const rows = useGrowing(Array.from({ length: count }, (_none, index) => index));
  return <>{rows.join(' ')}</>;
}
const drawnAtOnce = (count: number): number[] => renderToStaticMarkup(<List count={count} />).split(' ').filter(Boolean).map(Number);
const upTo = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);

it('draws a short list at once, and of a long one its beginning and its end, each row once and in order', () => {
  for (const count of [0, 1, 24, 29]) expect(drawnAtOnce(count)).toEqual(upTo(count));
  for (const count of [30, 1_000]) expect(drawnAtOnce(count)).toEqual([...upTo(24), ...upTo(count).slice(-5)]);
});

it('lays out a list of a usual length as a whole', () => {
  expect([0, 40, 41, 1_000].map((count) => isLong(upTo(count)))).toEqual([false, false, true, true]);
});

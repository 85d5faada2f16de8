/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { matchPath, pathOfHash } from '../../../src/components/router.ts';

it.each([
  ['/', '/', {}],
  ['/engagements/new', '/engagements/new', {}],
  ['/engagements/:id', '/engagements/a%20b', { id: 'a b' }],
  ['/engagements/:id/book', '/engagements/7/book', { id: '7' }],
])('%s fits %s', (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params);
});

it.each([
  ['/engagements/:id', '/engagements'],
  ['/engagements/:id', '/engagements/'],
  ['/engagements/:id', '/engagements/1/book'],
  ['/sessions/:id', '/engagements/1'],
  ['/sessions/:id', '/sessions/%E0%A4%A'],
])('%s does not fit %s', (pattern, path) => {
  expect(matchPath(pattern, path)).toBeNull();
});

it.each([
  ['', '/'],
  ['#', '/'],
  ['#/', '/'],
  ['#/sessions/1', '/sessions/1'],
  ['#/sessions/1?from=mail', '/sessions/1'],
])('the hash %p is the path %p', (hash, path) => {
  expect(pathOfHash(hash)).toBe(path);
});

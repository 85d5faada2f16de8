import { describe, expect, it } from '@jest/globals';
import { createLimiter, createPauses } from '../../../server/platform/microsoft/limits.ts';
import { permissions } from '../../../server/platform/microsoft/permissions.ts';
import { createRecent } from '../../../server/platform/microsoft/recent.ts';

describe('the limiter', () => {
  it('lets the waiting in one by one, in the order they came', async () => {
    const { run } = createLimiter(1);
    const order: number[] = [];
    await Promise.all([3, 1, 2].map((number) => run('a', async () => void order.push(number))));
    expect(order).toEqual([3, 1, 2]);
  });

  it('gives a place back after a failure', async () => {
    const { run } = createLimiter(1);
    const failing = run('a', () => Promise.reject(new Error('no')));
    const next = run('a', async () => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });

  it('leaves work without a key alone', async () => {
    const { run } = createLimiter(1);
    const inner = (): Promise<string> => run(null, async () => 'inner');
    expect(await run(null, inner)).toBe('inner');
  });
});

describe('the pauses', () => {
  let at = 0;
  const pauses = createPauses({ now: () => new Date(at) });

  it('last as long as the mailbox asked for, the longest counts, and concern no other', () => {
    pauses.begin('t/a', 60);
    pauses.begin('t/a', 10);
    expect([pauses.left('t/a'), pauses.left('t/b'), pauses.left(null)]).toEqual([60, 0, 0]);
    at = 59_500;
    expect(pauses.left('t/a')).toBe(1);
    at = 60_000;
    expect(pauses.left('t/a')).toBe(0);
  });
});

describe('what is remembered', () => {
  it('forgets what was used least recently', () => {
    const recent = createRecent<number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.get('a');
    recent.set('c', 3);
    expect([recent.get('a'), recent.get('b'), recent.get('c'), recent.size]).toEqual([1, undefined, 3, 2]);
    recent.delete('a');
    expect(recent.get('a')).toBeUndefined();
  });
});

describe('the permissions', () => {
  it.each(['delegated', 'application'] as const)('(%s) are named once, each with one sentence of why', (kind) => {
    const names = permissions[kind].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { why } of permissions[kind]) expect(why).toMatch(/^[A-Z][^.]{20,}\.$/);
  });
});

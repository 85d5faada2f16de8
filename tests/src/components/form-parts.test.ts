/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { consentNeed } from '../../../src/components/consent-screen.tsx';
import { errorAt, unplaced } from '../../../src/components/field-errors.ts';
import { keptDraft } from '../../../src/components/kept-draft.ts';
import { searchWords, typedAddress } from '../../../src/components/people-search.ts';

describe('a refused field', () => {
  const problems = [
    { path: 'goals.2', message: 'too long' },
    { path: 'coach.email', message: 'not an address' },
    { path: 'goalsetting', message: 'unknown' },
  ];

  it('is said at its own input and at the group around it', () => {
    expect(errorAt(problems, 'goals.2')).toBe('too long');
    expect(errorAt(problems, 'goals')).toBe('too long');
    expect(errorAt(problems, 'goals', true)).toBeNull();
    expect(errorAt(problems, 'goals.1')).toBeNull();
    expect(errorAt(problems, 'coach')).toBe('not an address');
  });

  it('is never swallowed when no input of the form is its own', () => {
    expect(unplaced(problems, ['goals', 'coach'])).toEqual([{ path: 'goalsetting', message: 'unknown' }]);
  });
});

const forbidden = (): Storage => {
  throw new Error('SecurityError');
};

describe('what was typed', () => {
  it('is still there after a reload, until it is sent', () => {
    const rows = new Map<string, string>();
    const storage = () => ({ getItem: (key: string) => rows.get(key) ?? null, setItem: (key: string, value: string) => rows.set(key, value), removeItem: (key: string) => rows.delete(key) }) as unknown as Storage;
    keptDraft<{ goals: string[] }>('new', storage).write({ goals: ['Lead'] });
    expect(keptDraft('new', storage).read()).toEqual({ goals: ['Lead'] });
    expect(keptDraft('another', storage).read()).toBeNull();
    keptDraft('new', storage).forget();
    expect(keptDraft('new', storage).read()).toBeNull();
  });

  it('is simply not kept where frames may not store anything', () => {
    const draft = keptDraft<string>('new', forbidden);
    draft.write('x');
    draft.forget();
    expect(draft.read()).toBeNull();
  });
});

describe('finding people', () => {
  it.each([
    [' Kit@Novak-Coaching.Example ', 'kit@novak-coaching.example'],
    ['kit@novak', null],
    ['Kit Novak', null],
    ['a@b.co, c@d.co', null],
  ])('takes %p as the address %p', (text, address) => {
    expect(typedAddress(text)).toBe(address);
  });

  it('offers the address where the directory does not help', () => {
    expect(searchWords({ status: 'done', people: [] }, true)).toContain('whole address');
    expect(searchWords({ status: 'failed', people: [] }, true)).toContain('whole address');
    expect(searchWords({ status: 'done', people: [] }, false)).not.toContain('address');
    expect(searchWords({ status: 'idle', people: [] }, true)).toBe('');
  });
});

describe('a missing permission', () => {
  it('is named with why and who as the server says them', () => {
    expect(consentNeed({ permission: 'Calendars.Read', why: 'Free times.', who: 'Your IT.' })).toEqual({ permission: 'Calendars.Read', why: 'Free times.', who: 'Your IT.' });
  });

  it('has words of its own where the server says nothing', () => {
    const need = consentNeed({ permission: 7 });
    expect(need.permission).toBeNull();
    expect(need.who).toContain('administrator');
  });
});

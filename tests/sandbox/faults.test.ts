import { describe, expect, it } from '@jest/globals';
import { createFaults, faultsSchema, type Exchange, type FaultRequest } from '../../server/sandbox/faults.ts';

const exchange = (line: string, mailbox: string[] = []): Exchange => {
  const [method = '', path = ''] = line.split(' ');
  return { method, path, mailbox };
};
const struck = (match: string, line: string, more: Partial<FaultRequest> = {}, mailbox: string[] = []): boolean => {
  const faults = createFaults();
  faults.add([{ match, fault: '503', ...more }]);
  return faults.strike(exchange(line, mailbox)) !== null;
};

describe('a fault hits', () => {
  it.each([
    ['*', 'GET /anything/at/all'],
    ['*', 'POST /token'],
    ['POST /token', 'POST /token'],
    ['POST /me/events', 'POST /me/events'],
    ['POST /me/events', 'POST /users/maya@example.com/events'],
    ['POST /users/{id}/events', 'POST /me/events'],
    ['POST /users/*/events', 'POST /users/0b3b1f6e/events'],
    ['* /me/events', 'PATCH /me/events'],
    ['DELETE /me/events/*', 'DELETE /users/x/events/AAMk='],
    ['GET /me/*', 'GET /users/x/calendar/events/1/instances'],
    ['GET /users/{id}', 'GET /me'],
    ['POST /me/events/{id}/cancel', 'POST /me/events/AAMk/cancel'],
    ['GET /me/CalendarView', 'GET /me/calendarView'],
  ])('%s: %s', (match, line) => {
    expect(struck(match, line)).toBe(true);
  });

  it.each([
    ['POST /me/events', 'GET /me/events'],
    ['POST /me/events', 'POST /me/events/1/cancel'],
    ['POST /me/events/{id}', 'POST /me/events/1/cancel'],
    ['GET /me/messages', 'GET /chats/messages'],
    ['POST /token', 'POST /me/events'],
    ['GET /me', 'GET /users'],
    ['GET /me.events', 'GET /me/events'],
  ])('%s, but not %s', (match, line) => {
    expect(struck(match, line)).toBe(false);
  });

  it('only the mailbox it names, whether by field or in its path, by address or object id', () => {
    const maya = ['maya@example.com', 'aaaa-1'];
    expect(struck('POST /me/events', 'POST /users/aaaa-1/events', { mailbox: 'Maya@example.com' }, maya)).toBe(true);
    expect(struck('POST /me/events', 'POST /me/events', { mailbox: 'aaaa-1' }, maya)).toBe(true);
    expect(struck('POST /users/maya@example.com/events', 'POST /me/events', {}, maya)).toBe(true);
    expect(struck('POST /me/events', 'POST /me/events', { mailbox: 'tom@example.com' }, maya)).toBe(false);
    expect(struck('*', 'POST /token', { mailbox: 'maya@example.com' })).toBe(false);
  });
});

const draw = (seed: number): boolean[] => {
  const faults = createFaults();
  faults.add([{ match: '*', fault: '503', chance: 0.2, seed }]);
  return Array.from({ length: 500 }, () => faults.strike(exchange('GET /me')) !== null);
};

describe('the list of faults', () => {
  it('uses each up in order, says how often each fired, and clears', () => {
    const faults = createFaults();
    faults.add([{ match: '*', fault: '429', times: 2 }]);
    faults.add([{ match: 'GET /me', fault: 'slow', retryAfter: 1 }]);
    const kinds = [1, 2, 3, 4].map(() => faults.strike(exchange('GET /me'))?.fault);
    expect(kinds).toEqual(['429', '429', 'slow', 'slow']);
    expect(faults.list()).toEqual([
      { match: '*', fault: '429', times: 2, retryAfter: 5, fired: 2 },
      { match: 'GET /me', fault: 'slow', retryAfter: 1, fired: 2 },
    ]);
    faults.clear();
    expect(faults.strike(exchange('GET /me'))).toBeNull();
  });

  it('draws random faults from their seed alone', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const fired = draw(7).filter(Boolean).length;
    expect(fired).toBeGreaterThan(60);
    expect(fired).toBeLessThan(140);
  });
});

describe('a wrong fault', () => {
  it.each([
    [{ match: 'me/events', fault: '503' }, '0.match'],
    [{ match: 'FETCH /me', fault: '503' }, '0.match'],
    [{ match: '*', fault: '418' }, '0.fault'],
    [{ match: '*', fault: 503 }, '0.fault'],
    [{ fault: '503' }, '0.match'],
    [[{ match: '*', fault: '503' }, { match: '*', fault: '503', times: 0 }], '1.times'],
    [{ match: '*', fault: '503', retryAfter: '5' }, '0.retryAfter'],
    [{ match: '*', fault: '503', count: 2 }, '0'],
  ])('is named: %j', (body, path) => {
    const result = faultsSchema.safeParse(body);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

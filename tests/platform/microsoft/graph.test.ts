import { describe, expect, it } from '@jest/globals';
import type { FailureKind } from '../../../server/platform/microsoft/microsoft.ts';
import { anna, failureFrom, graphError, json, stubMicrosoft, type Answer } from './support/stub.ts';

const event = { id: 'E1', start: { dateTime: '2026-03-03T09:00:00.0000000', timeZone: 'UTC' }, end: { dateTime: '2026-03-03T10:00:00.0000000', timeZone: 'UTC' } };
const when = { start: '2026-03-03T09:00:00Z', end: '2026-03-03T10:00:00Z', zone: 'Europe/London' };
const draft = { ...when, transactionId: 't', subject: 's', bodyHtml: 'b', attendees: [], showAs: 'busy' as const, sensitivity: 'normal' as const, tag: 'tag' };
const offline = (): Error => new TypeError('fetch failed');

describe('a request to Graph', () => {
  it('goes to v1.0 with our token, a request id and a language', async () => {
    const { application, toGraph } = stubMicrosoft(() => json(event));
    await application.getEvent(anna, 'E1');
    const [sent] = toGraph;
    expect(sent?.host).toBe('graph.microsoft.com');
    expect(sent?.path).toBe(`/users/${anna}/events/E1`);
    expect(sent?.headers.get('authorization')).toBe('Bearer token-1');
    expect(sent?.headers.get('accept-language')).toBe('en');
    expect(sent?.headers.get('client-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('encodes ids that hold reserved characters', async () => {
    const { application, toGraph } = stubMicrosoft(() => json(event));
    await application.getEvent(anna, 'AAMk/+a=');
    expect(toGraph[0]?.path).toBe(`/users/${anna}/events/AAMk%2F%2Ba%3D`);
  });
});

describe('what Graph refuses', () => {
  const cases: [number, string, FailureKind, FailureKind][] = [
    [400, 'ErrorInvalidRequest', 'refused', 'refused'],
    [401, 'InvalidAuthenticationToken', 'sign-in-again', 'consent-missing'],
    [403, 'ErrorAccessDenied', 'consent-missing', 'consent-missing'],
    [404, 'ErrorItemNotFound', 'not-found', 'not-found'],
    [409, 'Conflict', 'conflict', 'conflict'],
    [412, 'ErrorIrresolvableConflict', 'conflict', 'conflict'],
    [429, 'TooManyRequests', 'throttled', 'throttled'],
    [500, 'InternalServerError', 'unavailable', 'unavailable'],
    [503, 'serviceNotAvailable', 'unavailable', 'unavailable'],
    [501, 'notImplemented', 'refused', 'refused'],
  ];

  it.each(cases)('%i %s is %s for a person and %s for the application', async (status, code, forPerson, forApplication) => {
    const { delegated, application } = stubMicrosoft(() => graphError(status, code));
    expect((await failureFrom(delegated.schedules(['a@contoso.example'], when.start, when.end))).kind).toBe(forPerson);
    expect((await failureFrom(application.moveEvent(anna, 'E1', when))).kind).toBe(forApplication);
  });

  it("names the operation's permission in our words and keeps Graph's text out of the message", async () => {
    const { delegated } = stubMicrosoft(() => graphError(403, 'ErrorAccessDenied'));
    const failure = await failureFrom(delegated.schedules(['a@contoso.example'], when.start, when.end));
    expect(failure.permission).toBe('Calendars.ReadBasic');
    expect(failure.message).not.toContain('anna@contoso.example');
    expect(String(failure.cause)).toContain('ErrorAccessDenied');
  });

  it('asks nothing of a mailbox, for nobody, in the pause that it wanted', async () => {
    const { application, delegated, toGraph } = stubMicrosoft(() => graphError(429, 'TooManyRequests', { 'retry-after': '60' }));
    await failureFrom(application.moveEvent(anna, 'E1', when));
    for (const again of [application.getEvent(anna, 'E2'), delegated.schedules(['a@contoso.example'], when.start, when.end)]) {
      expect(await failureFrom(again)).toMatchObject({ kind: 'throttled', retryAfterSeconds: 60 });
    }
    expect(toGraph).toHaveLength(1);
  });

  it('hands on how long Microsoft asks to wait, in seconds or as a date', async () => {
    const seconds = stubMicrosoft(() => graphError(429, 'TooManyRequests', { 'retry-after': '17' }));
    expect((await failureFrom(seconds.application.getEvent(anna, 'E1'))).retryAfterSeconds).toBe(17);
    const headers = { date: 'Mon, 02 Mar 2026 12:00:00 GMT', 'retry-after': 'Mon, 02 Mar 2026 12:01:30 GMT' };
    const date = stubMicrosoft(() => graphError(503, 'serviceNotAvailable', headers));
    expect((await failureFrom(date.application.getEvent(anna, 'E1'))).retryAfterSeconds).toBe(90);
  });

  it('keeps status and Retry-After of an answer that is not JSON', async () => {
    const headers = { 'content-type': 'text/html', 'retry-after': '40' };
    const { application } = stubMicrosoft(() => new Response('<html>busy</html>', { status: 503, headers }));
    const failure = await failureFrom(application.getEvent(anna, 'E1'));
    expect([failure.kind, failure.retryAfterSeconds]).toEqual(['unavailable', 40]);
  });
});

describe('no answer', () => {
  it('leaves a write undecided and makes a read unavailable', async () => {
    const { application, delegated } = stubMicrosoft(offline);
    expect((await failureFrom(application.getEvent(anna, 'E1'))).kind).toBe('unavailable');
    expect((await failureFrom(application.createEvent(anna, draft))).kind).toBe('no-answer');
    expect((await failureFrom(application.moveEvent(anna, 'E1', when))).kind).toBe('no-answer');
    expect((await failureFrom(delegated.schedules(['a@contoso.example'], when.start, when.end))).kind).toBe('unavailable');
  });

  it('comes from a gateway that gave up on a write too', async () => {
    const { application } = stubMicrosoft(() => graphError(504, 'gatewayTimeout'));
    expect((await failureFrom(application.moveEvent(anna, 'E1', when))).kind).toBe('no-answer');
    expect((await failureFrom(application.getEvent(anna, 'E1'))).kind).toBe('unavailable');
  });

  it('is given up on after the time allowed, also when the transport never ends', async () => {
    const { application } = stubMicrosoft(() => new Promise<Response>(() => {}), { timeoutMs: 20 });
    expect((await failureFrom(application.getEvent(anna, 'E1'))).kind).toBe('unavailable');
    expect((await failureFrom(application.moveEvent(anna, 'E1', when))).kind).toBe('no-answer');
  });

  it('is what a write answered with something that is not JSON leaves', async () => {
    const headers = { 'content-type': 'application/json' };
    const { application } = stubMicrosoft(() => new Response('{"id": "E', { status: 201, headers }));
    expect((await failureFrom(application.createEvent(anna, draft))).kind).toBe('no-answer');
  });
});

/** Fails twice, then answers. */
const busyTwice =
  (status: number, headers: Record<string, string>, then: unknown): Answer =>
  (_sent, turn) =>
    turn < 2 ? graphError(status, 'busy', headers) : json(then);

describe('retries in process', () => {
  it.each([429, 503])('repeats a read after %i as long as Microsoft asks, twice at most', async (status) => {
    const { application, toGraph, waits } = stubMicrosoft(busyTwice(status, { 'retry-after': '2' }, event));
    expect((await application.getEvent(anna, 'E1')).id).toBe('E1');
    expect(waits).toEqual([2000, 2000]);
    expect(toGraph).toHaveLength(3);
  });

  it('backs off by itself where Microsoft does not say how long', async () => {
    const { application, waits } = stubMicrosoft(busyTwice(504, {}, event));
    await application.getEvent(anna, 'E1');
    expect(waits).toEqual([1000, 2000]);
  });

  it('repeats getSchedule, which only reads', async () => {
    const answer = { value: [{ scheduleId: 'a@contoso.example', scheduleItems: [], availabilityView: '0' }] };
    const { delegated, toGraph } = stubMicrosoft(busyTwice(429, { 'retry-after': '1' }, answer));
    const [schedule] = await delegated.schedules(['a@contoso.example'], when.start, when.end);
    expect(schedule?.readable).toBe(true);
    expect(toGraph).toHaveLength(3);
  });

  it('repeats creating an event, with the same transaction', async () => {
    const { application, toGraph } = stubMicrosoft(busyTwice(503, { 'retry-after': '1' }, event));
    await application.createEvent(anna, draft);
    expect(toGraph.map(({ body }) => body?.['transactionId'])).toEqual(['t', 't', 't']);
  });

  it('gives up after two', async () => {
    const { application, toGraph } = stubMicrosoft(() => graphError(429, 'busy', { 'retry-after': '1' }));
    const failure = await failureFrom(application.getEvent(anna, 'E1'));
    expect([failure.kind, failure.retryAfterSeconds, toGraph.length]).toEqual(['throttled', 1, 3]);
  });

  it('leaves a long wait to the caller', async () => {
    const { application, toGraph, waits } = stubMicrosoft(() => graphError(429, 'busy', { 'retry-after': '4' }));
    const failure = await failureFrom(application.getEvent(anna, 'E1'));
    expect([failure.retryAfterSeconds, toGraph.length, waits]).toEqual([4, 1, []]);
  });

  it('never repeats a write that would be done twice', async () => {
    const { application, delegated, toGraph } = stubMicrosoft(() => graphError(503, 'busy', { 'retry-after': '1' }));
    await failureFrom(application.moveEvent(anna, 'E1', when));
    await failureFrom(application.cancelEvent(anna, 'E1', 'sorry'));
    await failureFrom(delegated.sendMail({ to: { email: 'c@coach.example', displayName: 'C' }, subject: 's', bodyHtml: 'b' }));
    expect(toGraph).toHaveLength(3);
  });
});

const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** Holds every request until told, and counts those held at once. */
function gate() {
  const held: (() => void)[] = [];
  let now = 0;
  let most = 0;
  const answer: Answer = async () => {
    most = Math.max(most, (now += 1));
    await new Promise<void>((resume) => held.push(resume));
    now -= 1;
    return json(event);
  };
  const release = async (): Promise<void> => {
    while (held.length > 0) {
      held.shift()?.();
      await turn();
    }
  };
  const arrived = async (count: number): Promise<void> => {
    while (held.length < count) await turn();
  };
  return { answer, release, arrived, most: () => most };
}

describe('a mailbox', () => {
  it('is asked at most four things at once, by the application and its people together', async () => {
    const { answer, release, arrived, most } = gate();
    const { application, delegated } = stubMicrosoft(answer);
    const asked = Array.from({ length: 9 }, (_, index) =>
      index % 3 === 0 ? delegated.schedules(['a@contoso.example'], when.start, when.end) : application.getEvent(anna, `E${index}`),
    );
    await arrived(4);
    await release();
    await Promise.all(asked);
    expect(most()).toBe(4);
  });

  it('does not hold up another one', async () => {
    const { answer, release, arrived, most } = gate();
    const { application } = stubMicrosoft(answer);
    const asked = [1, 2, 3, 4, 5].flatMap((index) => [application.getEvent(anna, `E${index}`), application.getEvent('other', `E${index}`)]);
    await arrived(8);
    await release();
    await Promise.all(asked);
    expect(most()).toBe(8);
  });
});

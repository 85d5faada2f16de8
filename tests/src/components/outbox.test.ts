/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { ApiProblem } from '../../../src/api/problem.ts';
import { keptDraft } from '../../../src/components/kept-draft.ts';
import { createOutbox, type Sending } from '../../../src/components/outbox.ts';

const one = (key: string): Sending => ({ key, method: 'post', path: '/x', body: { key } });

function storage(): Storage {
  const values = new Map<string, string>();
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value), removeItem: (key: string) => void values.delete(key) } as unknown as Storage;
}

/** A server that answers in turn: a problem refuses or fails, true takes it. */
function world(answers: (ApiProblem | true)[], kept = keptDraft<Sending[]>('t', storage)) {
  const log: string[] = [];
  const take = async (key: string) => {
    const answer = answers.shift() ?? true;
    log.push(`sent ${key}`);
    if (answer !== true) throw answer;
  };
  const api = { post: (_path: string, body: unknown) => take((body as { key: string }).key), delete: (path: string) => take(path) } as never;
  const outbox = createOutbox({
    api, kept, changed: () => undefined, pause: () => 1,
    arrived: ({ key }) => log.push(`arrived ${key}`),
    refused: ({ key }) => log.push(`refused ${key}`),
  });
  return { outbox, log };
}

const settled = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 40));
};
const offline = new ApiProblem('offline', 'No.');
const noToken = new ApiProblem('sign-in-required', 'No.', { status: 403 });
const wrong = new ApiProblem('invalid-request', 'No.', { status: 400 });

it('sends in order, one at a time', async () => {
  const { outbox, log } = world([]);
  for (const key of ['a', 'b', 'c']) outbox.put(one(key));
  await settled();
  expect(log).toEqual(['sent a', 'arrived a', 'sent b', 'arrived b', 'sent c', 'arrived c']);
  expect(outbox.waiting()).toEqual([]);
});

it('tries until it arrives while there is no connection, no token or no server, and holds what comes after', async () => {
  const { outbox, log } = world([offline, noToken, new ApiProblem('unexpected', 'No.', { status: 500 })]);
  outbox.put(one('a'));
  outbox.put(one('b'));
  await settled();
  expect(log).toEqual(['sent a', 'sent a', 'sent a', 'sent a', 'arrived a', 'sent b', 'arrived b']);
});

it('lets go of what is refused for good, tells it, and goes on', async () => {
  const { outbox, log } = world([wrong]);
  outbox.put(one('a'));
  outbox.put(one('b'));
  await settled();
  expect(log).toEqual(['sent a', 'refused a', 'sent b', 'arrived b']);
});

it('keeps what is not sent for the next page, which goes on with it', async () => {
  const place = storage();
  const first = world(Array.from({ length: 50 }, () => offline), keptDraft<Sending[]>('t', () => place));
  first.outbox.put(one('a'));
  await settled();
  first.outbox.close();
  const second = world([], keptDraft<Sending[]>('t', () => place));
  await settled();
  expect(second.log).toEqual(['sent a', 'arrived a']);
  expect(world([], keptDraft<Sending[]>('t', () => place)).outbox.waiting()).toEqual([]);
});

it('takes what is not there any more for taken away, since the answer to an earlier try may have been lost', async () => {
  const gone = new ApiProblem('not-found', 'No.', { status: 404 });
  const { outbox, log } = world([offline, gone]);
  outbox.put({ key: 'a', method: 'delete', path: 'a', body: null });
  await settled();
  expect(log).toEqual(['sent a', 'sent a', 'arrived a']);
});

it('leaves alone what another window of the same person keeps in the same place', async () => {
  const place = storage();
  const kept = () => keptDraft<Sending[]>('t', () => place);
  const first = world(Array.from({ length: 50 }, () => offline), kept());
  const second = world([], kept());
  first.outbox.put(one('a'));
  second.outbox.put(one('b'));
  await settled();
  expect(second.log).toEqual(['sent b', 'arrived b']);
  first.outbox.close();
  const third = world([], kept());
  await settled();
  expect(third.log).toEqual(['sent a', 'arrived a']);
  expect(kept().read()).toBeNull();
});

it('works where storage is forbidden', async () => {
  const { outbox, log } = world([], keptDraft<Sending[]>('t', () => { throw new Error('SecurityError'); }));
  outbox.put(one('a'));
  await settled();
  expect(log).toEqual(['sent a', 'arrived a']);
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startApi, type Api } from '../../support/api.ts';
import { sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { idFor, tenantId } from '../../support/seed.ts';
import { bookAs, rows, settle } from './support.ts';

const secret = 'the secret of this test';
let api: Api;
let subscriptionId: string;

beforeEach(async () => {
  api = await startApi();
  await bookAs(await api.as('amina'), (await startEngagement(api)).id);
  await settle(api);
  await knowSecret();
});
afterEach(() => api.close());

/** Of the subscription that stands now. The real secret is known to nobody: only its hash is kept. */
async function knowSecret(): Promise<void> {
  [{ subscription_id: subscriptionId }] = (await rows<{ subscription_id: string }>(api, 'select subscription_id from followed_mailboxes')) as [{ subscription_id: string }];
  await api.context.db.system((tx) => tx.query('update followed_mailboxes set secret_hash = $1', [createHash('sha256').update(secret).digest()]));
}

const post = (path: string, body?: unknown): Promise<Response> =>
  fetch(`${api.url}/api/notifications/${path}`, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
const genuine = (more: object = {}) => ({ subscriptionId, clientState: secret, tenantId, changeType: 'updated', resource: 'users/x/events/y', ...more });
const state = () => rows(api, 'select read_due_at, subscribe_due_at, subscription_id, start_over from followed_mailboxes');
const isDue = async (): Promise<boolean> => (await rows<{ due: boolean }>(api, `select read_due_at <= '${api.simulation.clock.now().toISOString()}' as due from followed_mailboxes`))[0]!.due;

describe('notifications', () => {
  it('the handshake is said back as plain text, decoded, and no longer than it may be', async () => {
    const said = await post('calendar?validationToken=a%20%3Cb%3E%2B%C3%A9');
    expect([said.status, said.headers.get('content-type'), said.headers.get('x-content-type-options'), await said.text()]).toEqual([200, 'text/plain; charset=utf-8', 'nosniff', 'a <b>+é']);
    expect((await post(`calendar?validationToken=${'x'.repeat(2001)}`)).status).toBe(400);
  });

  it('a genuine one makes its mailbox due and is answered 202 with nothing', async () => {
    const said = await post('calendar', { value: [genuine(), genuine()] });
    expect([said.status, await said.text()]).toEqual([202, '']);
    expect(await isDue()).toBe(true);
    expect(api.jobs.woken.map(({ name }) => name)).toContain('follow-calendars');
  });

  it.each<[string, () => unknown]>([
    ['a wrong secret', () => genuine({ clientState: 'guessed' })],
    ['no secret', () => genuine({ clientState: undefined })],
    ['a subscription of nobody', () => genuine({ subscriptionId: 'unknown' })],
    ['another tenant', () => genuine({ tenantId: idFor('another tenant') })],
    ['no notification at all', () => 'x'],
    ['null', () => null],
    ['a lifecycle event at the wrong address', () => genuine({ lifecycleEvent: 'subscriptionRemoved' })],
  ])('%s changes nothing and is told nothing', async (_what, item) => {
    const before = await state();
    const said = await post('calendar', { value: [item()] });
    expect([said.status, await said.text()]).toEqual([202, '']);
    expect(await state()).toEqual(before);
  });

  it('what is forged in a batch does not spoil what is genuine', async () => {
    await post('calendar', { value: [genuine({ clientState: 'guessed' }), 7, genuine()] });
    expect(await isDue()).toBe(true);
  });

  it.each<[string, unknown]>([['no list', {}], ['an empty list', { value: [] }], ['something else', { value: 'x' }]])('%s is refused', async (_what, body) => {
    const before = await state();
    expect((await post('calendar', body)).status).toBe(400);
    expect(await state()).toEqual(before);
  });

  it('a replayed one costs a reading and changes no session', async () => {
    const sessions = await rows(api, 'select id, version, state from sessions');
    for (let times = 0; times < 3; times += 1) {
      await post('calendar', { value: [genuine()] });
      await settle(api);
    }
    expect(await rows(api, 'select id, version, state from sessions')).toEqual(sessions);
    expect(await rows(api, 'select 1 from notices')).toEqual([]);
  });

  it.each<[string, object]>([
    ['missed', { start_over: true }],
    ['subscriptionRemoved', { start_over: true, subscription_id: null }],
    ['reauthorizationRequired', { start_over: false }],
  ])('%s is understood', async (lifecycleEvent, expected) => {
    expect((await post('lifecycle', { value: [genuine({ lifecycleEvent, changeType: undefined })] })).status).toBe(202);
    expect((await state())[0]).toMatchObject(expected);
  });

  it.each(['missed', 'subscriptionRemoved', 'reauthorizationRequired'])('%s told twice does its work once', async (lifecycleEvent) => {
    const workAfter = async (tell: (item: object) => Promise<unknown>): Promise<string[]> => {
      await knowSecret();
      api.simulation.traffic.clear();
      await tell(genuine({ lifecycleEvent, changeType: undefined }));
      await settle(api);
      await settle(api);
      return (await sentTo(api.simulation)).map(({ method, path }) => `${method} ${path.replace(subscriptionId, 'it')}`);
    };
    const once = await workAfter((item) => post('lifecycle', { value: [item] }));
    expect(once.length).toBeGreaterThan(0);
    const twice = await workAfter(async (item) => {
      await Promise.all([post('lifecycle', { value: [item, item] }), post('lifecycle', { value: [item] })]);
    });
    expect(twice).toEqual(once);
  });

  it('what was not stored is not acknowledged', async () => {
    await api.context.db.system((tx) => tx.query('alter table followed_mailboxes rename to gone'));
    try {
      expect((await post('calendar', { value: [genuine()] })).status).toBeGreaterThanOrEqual(500);
    } finally {
      await api.context.db.system((tx) => tx.query('alter table gone rename to followed_mailboxes'));
    }
  });
});

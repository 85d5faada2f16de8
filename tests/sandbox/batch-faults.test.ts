import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRequest } from '../../server/sandbox/faults.ts';
import { msalOver } from './support/msal.ts';
import { maya, tom } from './support/seeds.ts';
import { served, type Served } from './support/served.ts';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served();
});
afterEach(() => sandbox.close());

const event = (transactionId: string) => ({
  subject: 'Batched',
  start: { dateTime: '2026-03-10T08:00:00', timeZone: 'UTC' },
  end: { dateTime: '2026-03-10T09:00:00', timeZone: 'UTC' },
  transactionId,
});

/** One event for Maya and one for Tom, in one batch. */
async function batch(fault: FaultRequest): Promise<Response> {
  const { transport, faults } = sandbox.simulation;
  const token = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  faults.add([fault]);
  const requests = [maya, tom].map(({ objectId }, index) => ({
    id: String(index),
    method: 'POST',
    url: `/users/${objectId}/events`,
    headers: { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId"' },
    body: event(`b6a6a2a4-0000-4000-8000-00000000000${index}`),
  }));
  const headers = { authorization: `Bearer ${token!.accessToken}`, 'content-type': 'application/json' };
  return transport(new Request('https://graph.microsoft.com/v1.0/$batch', { method: 'POST', headers, body: JSON.stringify({ requests }) }));
}

const eventsOf = (objectId: string): number => [...sandbox.simulation.tenant.state.of('event', objectId)].length;

describe('a fault that matches one item of a batch', () => {
  it('hits that item alone', async () => {
    const response = await batch({ match: 'POST /me/events', fault: '429', mailbox: tom.address });
    expect(response.status).toBe(200);
    const { responses } = (await response.json()) as { responses: { id: string; status: number; headers: Record<string, string> }[] };
    expect(new Map(responses.map(({ id, status }) => [id, status]))).toEqual(new Map([['0', 201], ['1', 429]]));
    expect([eventsOf(maya.objectId), eventsOf(tom.objectId)]).toEqual([1, 0]);
  });

  it('loses the whole answer when it loses that item\'s, after the work is done', async () => {
    await expect(batch({ match: 'POST /me/events', fault: 'drop-response', mailbox: tom.address })).rejects.toThrow('fetch failed');
    expect([eventsOf(maya.objectId), eventsOf(tom.objectId)]).toEqual([1, 1]);
  });

  it('counts once for a call that is no batch', async () => {
    sandbox.simulation.faults.add([{ match: '*', fault: 'slow', retryAfter: 0 }]);
    await sandbox.call('GET', '/graph/v1.0/me');
    expect(sandbox.simulation.faults.list()[0]!.fired).toBe(1);
  });
});

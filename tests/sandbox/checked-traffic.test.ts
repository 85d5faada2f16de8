import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { TrafficRecord } from '../../server/sandbox/traffic.ts';
import { msalOver } from './support/msal.ts';
import { app, maya } from './support/seeds.ts';
import { served, type Served } from './support/served.ts';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served();
});
afterEach(() => sandbox.close());

it('has one line for each exchange, faults and refusals too, in the form of the traffic check', async () => {
  const { transport, faults } = sandbox.simulation;
  const token = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  const headers = { authorization: `Bearer ${token!.accessToken}`, prefer: 'IdType="ImmutableId"' };
  const get = (path: string): Promise<Response> => transport(new Request(`https://graph.microsoft.com/v1.0/users/${maya.objectId}${path}`, { headers }));
  const view = '/calendarView?startDateTime=2026-03-09T00:00:00Z&endDateTime=2026-03-10T00:00:00Z';
  faults.add([{ match: 'GET /me/calendarView', fault: '503', times: 1 }]);
  for (const path of [view, view, '/events/none']) await get(path);
  const { text } = await sandbox.call('GET', '/api/traffic');
  const records = text.trim().split('\n').map((line) => JSON.parse(line) as TrafficRecord);
  expect(records.map(({ response }) => response.status)).toEqual([503, 200, 404]);
  for (const { auth, request, response } of records) {
    expect(auth).toEqual({ kind: 'application', permissions: app.application });
    expect(Object.keys(request.headers)).not.toContain('authorization');
    expect(request).toMatchObject({ method: 'GET', url: expect.stringContaining('https://graph.microsoft.com/v1.0/users/'), body: null });
    if (response.status !== 200) expect(response.body).toMatchObject({ error: { code: expect.any(String) } });
  }
  expect(records[0]!.response.headers['retry-after']).toBe('5');
  expect(text).not.toContain(token!.accessToken);
});

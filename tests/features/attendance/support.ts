import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { changePolicy } from '../../../server/sandbox/tenant/calls/policy.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';

/** The instant at which the sessions of these tests begin. */
export const start = '2026-03-06T10:00:00.000Z';

/** Amina's engagement with Ines in a tenant whose attendance reports come three minutes after a meeting. */
export async function startAttended(): Promise<{ api: Api; amina: Caller; ines: Caller; engagement: string }> {
  const api = await startApi();
  const [amina, ines] = [await api.as('amina'), await api.as('ines')];
  const { id: engagement } = await startEngagement(api);
  changePolicy(api.simulation.tenant, { reportDelayMinutes: 3 });
  return { api, amina, ines, engagement };
}

/** Books an hour's session of an engagement as its client, however close to another. */
export async function bookHour(client: Caller, engagement: string, at = start): Promise<Session> {
  const made = await client.post<Session>(`/api/engagements/${engagement}/sessions`, { id: randomUUID(), kind: 'coaching', start: at, minutes: 60, relax: [{ type: 'spacing' }] });
  expect(made.status).toBe(201);
  return made.body;
}

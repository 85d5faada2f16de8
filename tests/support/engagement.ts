import { randomUUID } from 'node:crypto';
import type { Engagement } from '../../server/features/engagements/contract.ts';
import type { Api, Answer } from './api.ts';
import { address, idFor } from './seed.ts';

/** A colleague as people search would give them. */
export const pick = (name: string) => ({ objectId: idFor(name), email: address(name), displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)} Example` });

/** A coach outside. */
export const dana = { objectId: null, email: 'dana@coach.example', displayName: 'Dana Coach' };

/** The request that starts Amina's engagement with Ines, who coaches in the house, and Marcus, her manager. */
export const engagementBody = (more: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  client: pick('amina'),
  coach: pick('ines'),
  sponsor: pick('marcus'),
  goals: ['Delegate more'],
  startsOn: '2026-03-02',
  endsOn: '2026-09-02',
  ...more,
});

/** Starts an engagement as Amina. */
export async function startEngagement(api: Api, more: Record<string, unknown> = {}): Promise<Engagement> {
  const amina = await api.as('amina');
  const made: Answer<Engagement> = await amina.post('/api/engagements', engagementBody(more));
  if (made.status !== 201) throw new Error(`the engagement was not made: ${made.status} ${JSON.stringify(made.body)}`);
  return made.body;
}

import type { EngagementSummary } from '../engagements/contract.ts';
import type { Recognised } from './contract.ts';

const most = 50;

/**
 * Which of the viewer's engagements somebody of the addresses takes part in. The viewer's own address says nothing: it is on every
 * message they get. Ended engagements are left out; of the others those with most of the people come first.
 */
export function recogniseIn(engagements: EngagementSummary[], addresses: readonly string[], viewerId: string): Recognised['engagements'] {
  const asked = new Set(addresses.map((address) => address.toLowerCase()));
  return engagements
    .filter(({ status }) => status !== 'ended')
    .map((engagement) => {
      const there = engagement.participants.filter((one) => one.id !== viewerId && asked.has(one.email.toLowerCase()));
      return { engagement, personIds: there.map(({ id }) => id) };
    })
    .filter(({ personIds }) => personIds.length > 0)
    .toSorted((a, b) => Number(a.engagement.status !== 'active') - Number(b.engagement.status !== 'active') || b.personIds.length - a.personIds.length)
    .slice(0, most);
}

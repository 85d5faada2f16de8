import type { EngagementScope } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { readEngagement, type EngagementRow } from '../../engagements/service.ts';
import type { Names } from './document.ts';

type Person = EngagementRow['people'][number];

/** The three of one engagement, and how it stands. */
export interface Parties {
  engagement: EngagementRow;
  client: Person;
  coach: Person;
  sponsor: Person | null;
  ids: string[];
  names: Names;
}

const of = ({ people }: EngagementRow, role: Person['role']): Person | null => people.find((one) => one.role === role) ?? null;

export async function partiesOf(tx: Queryable, scope: EngagementScope, now: Date): Promise<Parties> {
  const engagement = await readEngagement(tx, scope, now);
  const [client, coach, sponsor] = [of(engagement, 'client')!, of(engagement, 'coach')!, of(engagement, 'sponsor')];
  return {
    engagement, client, coach, sponsor,
    ids: [client, coach, sponsor].flatMap((one) => (one ? [one.id] : [])),
    names: { client: client.display_name, coach: coach.display_name, sponsor: sponsor?.display_name ?? null },
  };
}

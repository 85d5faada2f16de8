import type { Party } from '../../../access/actor.ts';
import { mayReadDisclosure } from '../../../access/visibility.ts';
import { authorise, type EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Disclosure } from '../contract.ts';
import { listDisclosures, type DisclosureRow } from './store.ts';

function outcomeOf({ outcome, notice_state: said }: DisclosureRow): Disclosure['outcome'] {
  if (outcome !== null) return outcome === 'lost' ? 'maybe' : outcome;
  if (said === 'said') return 'sent';
  if (said === 'lost') return 'maybe';
  return said === 'dropped' ? 'not-sent' : 'leaving';
}

function present(row: DisclosureRow, scope: EngagementScope): Disclosure[] {
  const reads = mayReadDisclosure(scope, { mine: row.by_id === scope.personId, toMe: row.to_id === scope.personId });
  if (reads === 'nothing') return [];
  const words = reads === 'words';
  return [{
    id: row.id, at: new Date(row.at).toISOString(), source: row.source, by: row.by_name, to: row.to_name, agreement: row.agreement,
    subject: words ? row.subject : null, words: words ? row.words : null, outcome: outcomeOf(row),
  }];
}

/** What left Fieldwork about the client of an engagement, as far as the viewer may read it. */
export const disclosuresOf = (context: AppContext, who: Party, engagementId: string): Promise<Disclosure[]> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'see-disclosures');
    return (await listDisclosures(tx, scope)).flatMap((row) => present(row, scope));
  });

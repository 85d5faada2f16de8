import { whereClient, whereClientSession, type ErasedTable } from '../../../platform/db/erasure.ts';

/** What an erasure does here: fieldwork is the client’s; of a coach goes what they proposed and nobody took on. */
export const erasure: ErasedTable[] = [
  { table: 'commitment_reviews', steps: [{ where: `exists (select from commitments c join engagements e on e.tenant_id = c.tenant_id and e.id = c.engagement_id where c.tenant_id = $1::uuid and c.id = t.commitment_id and e.client_id = $2::uuid)` }, { where: 't.reviewed_by = $2', set: { learnt: "''" } }], keeps: { reviewed_by: 'by a row of people that says nothing of an erased person' } },
  { table: 'commitment_readbacks', steps: [{ where: `t.person_id = $2 or ${whereClientSession()}` }], keeps: { person_id: 'somebody who stays', digest: 'a hash' } },
  { table: 'commitments', steps: [{ where: `${whereClient()} or t.proposed_by = $2 and t.state = 'proposed'` }], keeps: { text: 'the words of a client who stays', proposed_by: 'by a row of people that says nothing of an erased person' } },
];

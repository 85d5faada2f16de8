import type { Actor } from '../../access/actor.ts';
import type { AppContext } from '../../context.ts';
import { readPersonal, type PersonalRows } from '../../platform/db/personal.ts';
import { personal as agenda } from '../agenda/service.ts';
import { personal as arc } from '../arc/service.ts';
import { personal as assistants } from '../assistants/service.ts';
import { personal as attendance } from '../attendance/service.ts';
import { personal as audit } from '../audit/service.ts';
import { personal as availability } from '../availability/service.ts';
import { personal as blocks } from '../blocks/service.ts';
import { personal as chase } from '../chase/service.ts';
import { personal as commitments } from '../commitments/service.ts';
import { personal as disclosure } from '../disclosure/service.ts';
import { personal as drafts } from '../drafts/service.ts';
import { personal as engagements } from '../engagements/service.ts';
import { personal as following } from '../following/service.ts';
import { personal as meetings } from '../meetings/service.ts';
import { personal as nudges } from '../nudges/service.ts';
import { personal as people } from '../people/service.ts';
import { personal as plan } from '../plan/service.ts';
import { personal as recap } from '../recap/service.ts';
import { personal as reflection } from '../reflection/service.ts';
import { personal as scheduling } from '../scheduling/service.ts';
import { personal as todo } from '../todo/service.ts';
import { personal as votes } from '../votes/service.ts';
import type { OwnData } from './contract.ts';

export { askFor, askForOwn, ownErasure, peopleKept, takeBackFor, takeBackOwn } from './erasure/ask.ts';
export { allErasure } from './erasure/tables.ts';

/** Everything that is kept about a person, feature by feature. */
export const allPersonal: readonly PersonalRows[] = [
  people, engagements, arc, scheduling, attendance, chase, commitments, recap, meetings, reflection, plan, agenda, blocks, votes, assistants, availability, following, nudges, drafts, audit, todo, disclosure,
].flat();

/** Said with every export: what is not here for us to give or to remove. */
const elsewhere = [
  'Meetings, invitations, mail, chats, recordings and transcripts are in Microsoft 365, in the mailboxes and storage of your organisation. Your administrator can export and remove them (Microsoft Purview, eDiscovery and data subject requests).',
  'Microsoft Entra keeps when you signed in, as long as your organisation has it kept.',
  'What others wrote for themselves, such as a coach’s own notes, is theirs.',
];

/** Everything about the signed-in person, in one reading. */
export async function exportOwn(context: AppContext, { tenantId, personId }: Actor): Promise<OwnData> {
  const data = await context.db.scoped(tenantId, (tx) => readPersonal(tx, allPersonal, { tenantId, personId }));
  return { personId, madeAt: context.clock.now().toISOString(), data, elsewhere };
}

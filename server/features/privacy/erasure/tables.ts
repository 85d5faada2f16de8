import type { ErasedTable } from '../../../platform/db/erasure.ts';
import { erasure as agenda } from '../../agenda/service.ts';
import { erasure as arc } from '../../arc/service.ts';
import { erasure as assistants } from '../../assistants/service.ts';
import { erasure as attendance } from '../../attendance/service.ts';
import { erasure as audit } from '../../audit/service.ts';
import { erasure as availability } from '../../availability/service.ts';
import { erasure as blocks } from '../../blocks/service.ts';
import { erasure as chase } from '../../chase/service.ts';
import { erasure as commitments } from '../../commitments/service.ts';
import { erasure as disclosure } from '../../disclosure/service.ts';
import { erasure as drafts } from '../../drafts/service.ts';
import { erasure as engagements } from '../../engagements/service.ts';
import { erasure as following } from '../../following/service.ts';
import { erasure as meetings } from '../../meetings/service.ts';
import { erasure as nudges } from '../../nudges/service.ts';
import { erasure as people } from '../../people/service.ts';
import { erasure as plan } from '../../plan/service.ts';
import { erasure as recap } from '../../recap/service.ts';
import { erasure as reflection } from '../../reflection/service.ts';
import { erasure as scheduling } from '../../scheduling/service.ts';
import { erasure as todo } from '../../todo/service.ts';
import { erasure as votes } from '../../votes/service.ts';
import { erasure as own } from '../store.ts';

/** What an erasure does, feature by feature: what points at something before it, and last who somebody is. */
export const allErasure: readonly ErasedTable[] = [
  own, drafts, nudges, todo, blocks, agenda, reflection, plan, commitments, recap, meetings, assistants, availability, votes, chase, attendance, disclosure, arc, following, scheduling, audit, engagements, people,
].flat();

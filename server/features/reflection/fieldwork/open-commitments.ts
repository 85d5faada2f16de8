import type { Queryable } from '../../../platform/db/database.ts';
import type { DueFieldwork } from '../contract.ts';

/**
 * Fieldwork of an engagement that is due before its next session, soonest first. Nothing keeps commitments yet; whatever comes to
 * keep them answers here, and the review and the agenda show it.
 */
export async function openCommitments(_tx: Queryable, _engagement: { tenantId: string; engagementId: string }): Promise<DueFieldwork[]> {
  return [];
}

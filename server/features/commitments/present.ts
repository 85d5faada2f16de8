import type { EngagementScope } from '../../access/scope.ts';
import { may } from '../../access/policies.ts';
import type { Commitment, Readback } from './contract.ts';
import { digestOf, mayReword, mayStep } from './rules.ts';
import type { CommitmentRow, Confirmation } from './store.ts';

const iso = (at: Date | string): string => new Date(at).toISOString();

/** A commitment for one viewer, who is its client or coach. */
export function presentCommitment(row: CommitmentRow, scope: EngagementScope): Commitment {
  const open = may(scope, 'do-fieldwork', scope.status);
  return {
    id: row.id,
    engagementId: row.engagement_id,
    sessionId: row.session_id,
    text: row.text,
    dueOn: row.due_on,
    goalId: row.goal_id,
    state: row.state,
    proposedBy: row.proposer,
    slips: row.slips,
    asks: row.asks,
    wantsHelp: row.wants_help,
    review: row.review && { sessionId: row.review.session_id, outcome: row.review.outcome, learnt: row.review.learnt, at: iso(row.review.at), version: row.review.version },
    version: row.version,
    createdAt: iso(row.created_at),
    doneAt: row.done_at && iso(row.done_at),
    can: {
      reword: open && mayReword(scope.role, row),
      accept: open && row.state === 'proposed' && mayStep(scope.role, row, 'accept'),
      tick: open && ['open', 'done'].includes(row.state) && mayStep(scope.role, row, 'tick'),
    },
  };
}

/** Who confirmed the list as it is now. A confirmation of another list does not count any more. */
export function presentReadback(rows: CommitmentRow[], confirmed: Confirmation[]): Readback {
  const digest = digestOf(rows);
  const confirmedBy = confirmed.filter((one) => one.digest === digest).map(({ role }) => role);
  return { digest, confirmedBy, complete: rows.length > 0 && confirmedBy.includes('client') && confirmedBy.includes('coach') };
}

import { may } from '../../access/policies.ts';
import type { EngagementScope } from '../../access/scope.ts';
import type { Plan, PlanChange } from './contract.ts';
import type { ChangeRow, VersionRow } from './store.ts';

export const presentChange = (row: ChangeRow): PlanChange => ({
  version: row.version,
  at: row.at.toISOString(),
  by: row.actor_name === null ? null : { displayName: row.actor_name, role: row.actor_role },
  restoredFrom: row.restored_from,
});

/** A version of the plan, for client and coach. */
export const presentPlan = (row: VersionRow, scope: EngagementScope, newest: number): Plan => ({
  ...presentChange(row),
  engagementId: scope.engagementId,
  goals: row.goals,
  newest,
  canChange: may(scope, 'change-plan', scope.status),
});

import type { Plan } from '../../../server/features/plan/contract.ts';
import type { Api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { type Load, useLoad } from '../../api/use-load.ts';
import type { Goal } from './plan-draft.ts';

export interface PlanParts {
  plan: Load<Plan>;
  /** Saves the whole plan on top of the one that is shown; undefined when it was not taken. */
  save: (goals: Goal[]) => Promise<Plan | undefined>;
  busy: boolean;
  problem: ApiProblem | null;
}

/** The plan of an engagement and the way to change it. */
export function usePlan(api: Api, engagementId: string): PlanParts {
  const path = `/api/engagements/${engagementId}/action-plan`;
  const plan = useLoad(path, (signal) => api.get<Plan>(path, { signal }));
  const action = useAction(async (goals: Goal[]) => {
    const after = await api.put<Plan>(path, { version: plan.data?.version ?? 1, goals });
    plan.replace(after);
    return after;
  });
  return { plan, save: action.run, busy: action.busy, problem: action.problem };
}

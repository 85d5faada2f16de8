import { useState } from 'react';
import type { PlanPage, PlanProposal, PlanSettings, PlanTimes, SavePlan, TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Relaxation } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';

interface Asked {
  itemIds: string[];
  relax: Relaxation[];
}

/** Laying an engagement out and booking from its plan: one thing at a time, each asked from the API. */
export function usePlanning(api: Api, engagementId: string, kept: (page: PlanPage) => void) {
  const path = `/api/engagements/${engagementId}/plan`;
  const [proposal, setProposal] = useState<PlanProposal | null>(null);
  const [found, setFound] = useState<{ preview: TimesPreview; round: number } | null>(null);
  const [asked, setAsked] = useState<Asked>({ itemIds: [], relax: [] });
  const proposing = useAction((settings: PlanSettings) => api.post<PlanProposal>(`${path}/proposal`, { settings }));
  const keeping = useAction((body: SavePlan) => api.put<PlanPage>(path, body));
  const looking = useAction((body: PlanTimes) => api.post<TimesPreview>(`${path}/times`, body));
  const propose = async (settings: PlanSettings) => {
    keeping.clear();
    const made = await proposing.run(settings);
    if (made) setProposal(made);
  };
  const accept = async () => {
    if (!proposal) return false;
    const page = await keeping.run(planToKeep(proposal));
    if (!page) return false;
    setProposal(null);
    kept(page);
    return true;
  };
  const look = async (next: Asked) => {
    setAsked(next);
    const preview = await looking.run(next);
    if (preview) setFound((was) => ({ preview, round: (was?.round ?? 0) + 1 }));
  };
  return { proposal, forgetProposal: () => setProposal(null), propose, proposing, accept, keeping, found, forgetFound: () => setFound(null), look, looking, asked };
}

/** A proposal as it is accepted. */
export const planToKeep = ({ version, settings, items }: PlanProposal): SavePlan => ({
  version,
  settings,
  items: items.map(({ id, kind, day, from, to, status }) => ({ id, kind, day, from, to, status })),
});

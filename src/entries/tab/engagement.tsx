import type { ScreenProps } from '../../components/screen.ts';
import { EngagementScreen } from '../../features/engagements/engagement-screen.tsx';
import { PlanPanel } from '../../features/plan/plan-panel.tsx';
import { VotesPanel } from '../../features/votes/votes-panel.tsx';

/** An engagement with what other features show of it. */
export function Engagement(props: ScreenProps) {
  const of = { api: props.api, engagementId: props.params['id'] ?? '' };
  return <EngagementScreen {...props} before={<VotesPanel {...of} />} plan={<PlanPanel {...of} />} />;
}

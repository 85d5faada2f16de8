import type { Engagement as Whole } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { ArcPanel } from '../../features/arc/arc-panel.tsx';
import { EngagementScreen } from '../../features/engagements/engagement-screen.tsx';
import { PlanPanel } from '../../features/plan/plan-panel.tsx';
import { VotesPanel } from '../../features/votes/votes-panel.tsx';

/** An engagement with what other features show of it. */
export function Engagement(props: ScreenProps) {
  const of = { api: props.api, engagementId: props.params['id'] ?? '' };
  const arc = (engagement: Whole, sessions: Session[], changed: () => void) => <ArcPanel key={engagement.id} api={props.api} engagement={engagement} sessions={sessions} changed={changed} />;
  return <EngagementScreen {...props} before={<VotesPanel {...of} />} plan={<PlanPanel {...of} />} arc={arc} />;
}

import type { ScreenProps } from '../../components/screen.ts';
import { EngagementScreen } from '../../features/engagements/engagement-screen.tsx';
import { VotesPanel } from '../../features/votes/votes-panel.tsx';

/** An engagement with what other features show of it. */
export function Engagement(props: ScreenProps) {
  return <EngagementScreen {...props} before={<VotesPanel api={props.api} engagementId={props.params['id'] ?? ''} />} />;
}

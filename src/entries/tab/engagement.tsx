import type { Engagement as Whole } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { ArcPanel } from '../../features/arc/arc-panel.tsx';
import { AttendancePolicyPanel } from '../../features/attendance/policy-panel.tsx';
import { LogCard } from '../../features/attendance/log-card.tsx';
import { ReviewTimeCard } from '../../features/blocks/review-time-card.tsx';
import { OpenFieldwork } from '../../features/commitments/open-fieldwork.tsx';
import { SharingCard } from '../../features/disclosure/sharing-card.tsx';
import { SponsorPanel } from '../../features/disclosure/sponsor-panel.tsx';
import { EngagementScreen } from '../../features/engagements/engagement-screen.tsx';
import { PlanPanel } from '../../features/plan/plan-panel.tsx';
import { VotesPanel } from '../../features/votes/votes-panel.tsx';

/** An engagement with what other features show of it. */
export function Engagement(props: ScreenProps) {
  const of = { api: props.api, engagementId: props.params['id'] ?? '' };
  // A sponsor is shown of attendance what all agreed, and nothing else is asked for.
  const mayAttend = ({ myRole }: Whole): boolean => myRole !== 'sponsor' || props.me.programmeLead;
  const arc = (engagement: Whole, sessions: Session[], changed: () => void) => (
    <>
      {engagement.myRole === 'sponsor' && <SponsorPanel {...of} />}
      {(engagement.myRole === 'client' || engagement.myRole === 'coach') && <OpenFieldwork key={`fieldwork ${engagement.id}`} {...of} brief={engagement.status === 'ended'} />}
      {mayAttend(engagement) && <LogCard api={props.api} engagementId={engagement.id} />}
      <ArcPanel key={`plan ${engagement.id}`} api={props.api} engagement={engagement} sessions={sessions} changed={changed} />
      {engagement.myRole === 'client' && engagement.status !== 'ended' && <ReviewTimeCard api={props.api} />}
    </>
  );
  const judged = (engagement: Whole) => (
    <>
      <SharingCard {...of} role={engagement.myRole} />
      {mayAttend(engagement) && <AttendancePolicyPanel key={engagement.id} {...of} mayChange={engagement.can.edit} />}
    </>
  );
  return <EngagementScreen {...props} before={<VotesPanel {...of} />} plan={<PlanPanel {...of} />} arc={arc} after={judged} />;
}

import { Fragment } from 'react';
import type { ScreenProps } from '../../components/screen.ts';
import { NextAgenda } from '../../features/agenda/prepared.tsx';
import { OpenFieldwork } from '../../features/commitments/open-fieldwork.tsx';
import { PlanPanel } from '../../features/plan/plan-panel.tsx';
import { ReviewScreen } from '../../features/reflection/review-screen.tsx';

/** The weekly review, with what is open, the plan and the next agenda beside the prompts. */
export function Review(props: ScreenProps) {
  const { api, me } = props;
  const beside = (engagementId: string, used: () => void, coachName?: string) => (
    <Fragment key={engagementId}>
      <PlanPanel api={api} engagementId={engagementId} used={used} coachName={coachName} />
      <NextAgenda api={api} engagementId={engagementId} personId={me.person.id} used={used} coachName={coachName} />
    </Fragment>
  );
  const fieldwork = (engagementId: string, title: string, used: () => void) => <OpenFieldwork key={engagementId} api={api} engagementId={engagementId} title={title} used={used} brief />;
  return <ReviewScreen {...props} beside={beside} fieldwork={fieldwork} />;
}

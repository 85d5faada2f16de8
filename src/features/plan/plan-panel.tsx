import { Body1, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { Api } from '../../api/client.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { tickStep, titleOf } from './plan-draft.ts';
import { Steps } from './steps.tsx';
import { usePlan } from './use-plan.ts';

const useStyles = makeStyles({
  goal: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface PlanPanelProps {
  api: Api;
  engagementId: string;
  /** Something was ticked here. */
  used?: () => void;
  /** Where several plans stand beside each other. */
  coachName?: string | undefined;
}

/** The plan beside something else: goals and their steps, to tick; the rest is on its own screen. Nothing for those it is not for. */
export function PlanPanel({ api, engagementId, used, coachName }: PlanPanelProps) {
  const styles = useStyles();
  const { zone } = useViewer();
  const { plan, save, busy, problem } = usePlan(api, engagementId);
  const { data } = plan;
  if (!data) return plan.problem && plan.problem.code !== 'not-found' ? <ErrorNote problem={plan.problem} retry={plan.reload} /> : null;
  const tick = async (stepId: string, done: boolean) => {
    if (await save(tickStep(data.goals, stepId, done ? dateIn(api.now(), zone) : null))) used?.();
  };
  return (
    <Panel title={coachName ? `Action plan with ${coachName}` : 'Action plan'} action={<Link href={`#/engagements/${engagementId}/action-plan`}>Open the plan</Link>}>
      {data.goals.length === 0 && <Body1 className={styles.quiet}>No goals yet. One sentence each is enough.</Body1>}
      {data.goals.map((goal) => (
        <div key={goal.id} className={styles.goal}>
          <Body1 dir="auto">{titleOf(goal)}</Body1>
          {goal.steps.length > 0 && <Steps steps={goal.steps} busy={busy} tick={data.canChange ? (step, done) => void tick(step.id, done) : undefined} />}
          {goal.steps.length === 0 && <Caption1 className={styles.quiet}>No steps yet.</Caption1>}
        </div>
      ))}
      {problem?.code === 'conflict' && (
        <BandNotice intent="warning">
          The plan was changed meanwhile.{' '}
          <Link as="button" onClick={plan.reload}>
            Get the newest
          </Link>
        </BandNotice>
      )}
      {problem?.code !== 'conflict' && <ErrorNote problem={problem} />}
    </Panel>
  );
}

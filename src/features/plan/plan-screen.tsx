import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Plan } from '../../../server/features/plan/contract.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { ArrivingPage } from '../../components/arriving-page.tsx';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { dateIn, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { GoalForm } from './goal-form.tsx';
import { GoalView } from './goal-view.tsx';
import { type Goal, newGoal, replaceGoal, titleOf } from './plan-draft.ts';
import { type PlanParts, usePlan } from './use-plan.ts';

/** The action plan of an engagement: read and changed in place, every change kept. */
export function PlanScreen({ api, params, navigate }: ScreenProps) {
  const id = params['id'] ?? '';
  const parts = usePlan(api, id);
  const { data, problem, reload } = parts.plan;
  const { zone, locale } = useViewer();
  const back = { label: 'The engagement', go: () => navigate(`/engagements/${id}`) };
  if (!data) return <ArrivingPage problem={problem} reload={reload} title="Action plan" back={back} what="the plan" panels={3} />;
  const last = data.by ? `Changed by ${data.by.displayName} on ${dayText(data.at, zone, locale, api.now())}` : undefined;
  return (
    <Page title="Action plan" under={last} back={back} narrow actions={<ButtonLink to={`/engagements/${id}/action-plan/history`}>Earlier versions</ButtonLink>}>
      <Goals plan={data} parts={parts} today={dateIn(api.now(), zone)} />
    </Page>
  );
}

function Goals({ plan, parts, today }: { plan: Plan; parts: PlanParts; today: string }) {
  const notify = useNotify();
  const [editing, setEditing] = useState<Goal | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const edit = (goal: Goal) => {
    setEditing(goal);
    setLast(goal.id);
  };
  const { goals, canChange } = plan;
  const save = async (next: Goal[]) => {
    if (!(await parts.save(next))) return;
    setEditing(null);
    notify.done('Saved');
  };
  const formFor = (goal: Goal, index: number) => (
    <GoalForm
      key={goal.id} goal={goal} index={index} busy={parts.busy} problem={parts.problem} close={() => setEditing(null)}
      save={(one) => void save(replaceGoal(goals, one))} remove={() => void save(goals.filter(({ id }) => id !== goal.id))}
    />
  );
  const isNew = editing !== null && !goals.some(({ id }) => id === editing.id);
  const hands = (goal: Goal) => (canChange ? { change: (one: Goal) => void parts.save(replaceGoal(goals, one)), edit: () => edit(goal) } : {});
  return (
    <>
      <Meanwhile problem={parts.problem} reload={parts.plan.reload} />
      {!editing && parts.problem?.code !== 'conflict' && <ErrorNote problem={parts.problem} />}
      {goals.length === 0 && !editing && <Empty title="No goals yet">One or two are enough: what would be different at work when this coaching has done its part?</Empty>}
      {goals.map((goal, index) => (
        <Panel key={goal.id} title={titleOf(goal)}>
          {editing?.id === goal.id ? formFor(editing, index) : <GoalView goal={goal} number={index + 1} today={today} busy={parts.busy} returned={last === goal.id} {...hands(goal)} />}
        </Panel>
      ))}
      {isNew && <Panel title="A new goal">{formFor(editing, goals.length)}</Panel>}
      {canChange && !editing && (
        <div>
          <Button icon={<AddRegular />} onClick={() => edit(newGoal())}>
            Add a goal
          </Button>
        </div>
      )}
    </>
  );
}

/** Somebody else saved first: what is typed here stays, and goes on top of theirs when it is saved again. */
function Meanwhile({ problem, reload }: { problem: ApiProblem | null; reload: () => void }) {
  if (problem?.code !== 'conflict') return null;
  return (
    <BandNotice intent="warning" title="The plan was changed meanwhile." actions={<Button size="small" onClick={reload}>Get theirs, keep mine here</Button>}>
      Nothing is lost. Look at theirs, then save yours again if it should stand.
    </BandNotice>
  );
}

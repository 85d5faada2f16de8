import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { EditPanel, type EditPanelProps } from './edit-panel.tsx';
import { GoalFields } from './goal-fields.tsx';
import type { PartProps } from './part.ts';
import { goalsToSend } from './plan-draft.ts';

const useStyles = makeStyles({
  goals: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The goals as worded for sharing. Not there for somebody who may not see them. */
export function GoalsPanel(props: PartProps) {
  const styles = useStyles();
  const { goals } = props.engagement;
  if (goals === null) return null;
  return (
    <EditPanel
      {...props}
      title="Goals"
      check={() => []}
      send={(plan) => ({ goals: goalsToSend(plan.goals) })}
      inputs={goalInputs}
    >
      {goals.length === 0 && <Body1 className={styles.quiet}>No goals yet.{props.engagement.can.edit && ' One sentence each is enough.'}</Body1>}
      {goals.length > 0 && (
        <ol className={styles.goals}>
          {goals.map(({ id, title }) => (
            <li key={id}>
              <Body1>{title}</Body1>
            </li>
          ))}
        </ol>
      )}
    </EditPanel>
  );
}

const goalInputs: EditPanelProps['inputs'] = (plan, change) => <GoalFields goals={plan.goals} onChange={(goals) => change({ goals })} />;

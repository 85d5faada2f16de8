import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useArrivingFocus } from '../../components/arriving-focus.ts';
import { Levels } from './levels.tsx';
import { type Goal, titleOf } from './plan-draft.ts';
import { Steps } from './steps.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, '& > li': { overflowWrap: 'anywhere' } },
});

interface GoalViewProps {
  goal: Goal;
  number: number;
  /** Today in the viewer's zone, `YYYY-MM-DD`. */
  today: string;
  busy: boolean;
  /** Left out where nothing may be changed. */
  change?: ((goal: Goal) => void) | undefined;
  edit?: (() => void) | undefined;
  /** It comes in the place of its form. */
  returned?: boolean;
}

/** One goal as it stands; steps are ticked and a rating is given right here. */
export function GoalView({ goal, number, today, busy, change, edit, returned = false }: GoalViewProps) {
  const styles = useStyles();
  const place = useArrivingFocus(returned, '[data-edit]');
  const tick = change && ((step: { id: string }, done: boolean) => change({ ...goal, steps: goal.steps.map((was) => (was.id === step.id ? { ...was, doneOn: done ? today : null } : was)) }));
  return (
    <div ref={place} className={styles.stack}>
      <Caption1 className={styles.quiet} dir="auto">
        {sharedWords(goal)}
      </Caption1>
      {goal.behaviours.length > 0 && (
        <div>
          <Caption1 className={styles.quiet}>What others would see</Caption1>
          <ul className={styles.list}>
            {goal.behaviours.map(({ id, text }) => (
              <li key={id} dir="auto">
                <Body1>{text}</Body1>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Levels goal={goal} today={today} change={change} />
      {goal.steps.length > 0 && <Steps steps={goal.steps} tick={tick} busy={busy} />}
      {edit && (
        <div>
          <Button data-edit size="small" onClick={edit} aria-label={`Change goal ${number}`}>
            Change
          </Button>
        </div>
      )}
    </div>
  );
}

function sharedWords(goal: Goal): string {
  if (goal.shared === null) return 'Not shared: between client and coach.';
  return goal.shared === titleOf(goal) ? 'Shared with the sponsor in these words.' : `As the sponsor reads it: ${goal.shared}`;
}

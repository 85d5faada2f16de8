import { Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { Step } from './plan-draft.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  due: { color: tokens.colorNeutralForeground2, paddingLeft: '36px' },
});

interface StepsProps {
  steps: readonly Step[];
  /** Left out where nothing may be changed. */
  tick?: ((step: Step, done: boolean) => void) | undefined;
  busy: boolean;
}

/** Action steps, each ticked with one press. */
export function Steps({ steps, tick, busy }: StepsProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <ul className={styles.list} aria-label="Steps">
      {steps.map((step) => (
        <li key={step.id}>
          <Checkbox checked={step.doneOn !== null} disabled={!tick} label={<span dir="auto">{step.text}</span>} onChange={(_event, { checked }) => !busy && tick?.(step, checked === true)} />
          {(step.doneOn ?? step.due) && (
            <Caption1 block className={styles.due}>
              {step.doneOn ? `Done on ${dateText(step.doneOn, locale)}` : `By ${dateText(step.due!, locale)}`}
            </Caption1>
          )}
        </li>
      ))}
    </ul>
  );
}

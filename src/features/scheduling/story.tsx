import { Body1, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, ErrorCircleRegular, RadioButtonRegular } from '@fluentui/react-icons';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { sessionStory, type StoryStep } from './session-story.ts';

const useStyles = makeStyles({
  steps: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  step: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { fontSize: '20px', flexShrink: 0, display: 'inline-flex' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  now: { color: tokens.colorBrandForeground1 },
  ahead: { color: tokens.colorNeutralForeground3 },
  stopped: { color: tokens.colorStatusWarningForeground3 },
});

const looks = {
  done: { Icon: CheckmarkCircleFilled, word: 'done' },
  now: { Icon: RadioButtonRegular, word: 'now' },
  ahead: { Icon: CircleRegular, word: 'ahead' },
  stopped: { Icon: ErrorCircleRegular, word: 'needs somebody' },
} as const;

/** Where the session stands, step by step. */
export function Story({ session }: { session: Session }) {
  const styles = useStyles();
  return (
    <Panel title="Where it stands">
      <ol className={styles.steps}>
        {sessionStory(session).map((step) => (
          <Step key={step.text} step={step} />
        ))}
      </ol>
    </Panel>
  );
}

function Step({ step }: { step: StoryStep }) {
  const styles = useStyles();
  const { Icon, word } = looks[step.state];
  return (
    <li className={styles.step} {...(step.state === 'now' ? { 'aria-current': 'step' as const } : {})}>
      <span className={mergeClasses(styles.icon, styles[step.state])}>
        <Icon aria-label={word} />
      </span>
      {step.state === 'ahead' ? <Caption1 className={styles.ahead}>{step.text}</Caption1> : <Body1>{step.text}</Body1>}
    </li>
  );
}

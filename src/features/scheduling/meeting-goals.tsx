import { makeStyles, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { Button } from '../../components/native/button.tsx';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';

const useStyles = makeStyles({
  goals: { margin: 0, paddingLeft: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface MeetingGoalsProps {
  engagement: Engagement | null;
  sessionId: string;
  openScreen: ((path: string) => Promise<void>) | undefined;
}

/** What the coaching is for, in the client's words, and the way to the tab where it can be changed. */
export function MeetingGoals({ engagement, sessionId, openScreen }: MeetingGoalsProps) {
  const styles = useStyles();
  if (!engagement?.goals) return null;
  return (
    <Panel title="Goals">
      {engagement.goals.length === 0 && <Body1 className={styles.quiet}>None yet.</Body1>}
      {engagement.goals.length > 0 && (
        <ul className={styles.goals}>
          {engagement.goals.map(({ id, title }) => (
            <li key={id}>
              <Body1>{title}</Body1>
            </li>
          ))}
        </ul>
      )}
      {openScreen && (
        <div className={styles.links}>
          <Button size="small" icon={<OpenRegular />} onClick={() => void openScreen(`/engagements/${engagement.id}`)}>
            Open the goals
          </Button>
          <Button size="small" icon={<OpenRegular />} onClick={() => void openScreen(`/sessions/${sessionId}`)}>
            Open the session
          </Button>
        </div>
      )}
    </Panel>
  );
}

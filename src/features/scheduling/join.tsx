import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { VideoRegular } from '@fluentui/react-icons';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { joinNotes } from './session-story.ts';

const useStyles = makeStyles({
  notes: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, color: tokens.colorNeutralForeground2 },
});

const ahead = new Set<Session['state']>(['proposed', 'booked', 'in-progress']);

/** The way into the meeting; nothing when there is none (JoinNotes says why), and none once it is known what became of it. */
export function Join({ session, openLink }: { session: Session; openLink: ScreenProps['openLink'] }) {
  const { joinUrl } = session;
  if (!joinUrl || !ahead.has(session.state)) return null;
  return (
    <Button appearance="primary" icon={<VideoRegular />} onClick={() => void openLink(joinUrl)}>
      Join in Teams
    </Button>
  );
}

/** What did not come with the meeting, said plainly. */
export function JoinNotes({ session }: { session: Session }) {
  const styles = useStyles();
  const notes = joinNotes(session);
  if (notes.length === 0) return null;
  return (
    <div className={styles.notes}>
      {notes.map((note) => (
        <Caption1 key={note}>{note}</Caption1>
      ))}
    </div>
  );
}

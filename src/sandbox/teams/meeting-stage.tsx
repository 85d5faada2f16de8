import { Avatar, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { Choice } from '../chrome/choice.tsx';
import type { OnlineMeeting } from './meetings.ts';

const useStyles = makeStyles({
  stage: { flex: '1 1 auto', display: 'flex', flexDirection: 'column', minWidth: 0, backgroundColor: tokens.colorNeutralBackground1 },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'center', justifyContent: 'space-between', padding: tokens.spacingVerticalM },
  title: { margin: 0 },
  tiles: {
    flex: '1 1 auto',
    margin: 0,
    listStyleType: 'none',
    padding: tokens.spacingVerticalM,
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
    gridAutoRows: 'minmax(96px, 1fr)',
  },
  tile: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, alignItems: 'center', justifyContent: 'center', borderRadius: tokens.borderRadiusXLarge, backgroundColor: tokens.colorNeutralBackground4, border: `1px solid ${tokens.colorTransparentStroke}` },
});

interface MeetingStageProps {
  meetings: readonly OnlineMeeting[];
  meeting: OnlineMeeting;
  viewer: string;
  choose: (chatId: string) => void;
}

/** The meeting beside the panel: who would be on the screen, and which of the person's meetings this is. */
export function MeetingStage({ meetings, meeting, viewer, choose }: MeetingStageProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const when = ({ start, end }: OnlineMeeting) => `${dayText(start, zone, locale)}, ${rangeText(start, end, zone, locale)}`;
  return (
    <section className={styles.stage} aria-label="Meeting">
      <div className={styles.head}>
        <div>
          <Subtitle2 as="h2" className={styles.title} block>
            {meeting.subject}
          </Subtitle2>
          <Caption1>{when(meeting)}</Caption1>
        </div>
        <Choice label="Meeting" value={meeting.chatId} options={meetings.map((one) => [one.chatId, `${dayText(one.start, zone, locale)}: ${one.subject}`] as const)} change={choose} />
      </div>
      <ul className={styles.tiles} aria-label="People in the meeting">
        {meeting.people.map((name) => (
          <li key={name} className={styles.tile}>
            <Avatar name={name} color="colorful" size={64} aria-hidden />
            <Text>{name === viewer ? `${name} (you)` : name}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

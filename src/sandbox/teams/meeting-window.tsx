import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { VideoPersonRegular } from '@fluentui/react-icons';
import { useLoad } from '../../api/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { outlookAddress } from '../chrome/address.ts';
import { ask } from '../tenant/api.ts';
import { AppFrame, type AppFrameProps } from './app-frame.tsx';
import { AppHead } from './app-head.tsx';
import { MeetingStage } from './meeting-stage.tsx';
import { onlineMeetings } from './meetings.ts';

const useStyles = makeStyles({
  room: { flex: '1 1 auto', display: 'flex', minHeight: 0, '@media (max-width: 639px)': { flexDirection: 'column' } },
  panel: { flexShrink: 0, display: 'flex', flexDirection: 'column', maxWidth: '100%', borderLeft: `1px solid ${tokens.colorNeutralStroke2}`, '@media (max-width: 639px)': { flexGrow: 1 } },
  none: { padding: tokens.spacingVerticalXXL, flex: '1 1 auto' },
});

/** Width that Teams gives a side panel. */
const panelWidth = 320;

type MeetingWindowProps = Omit<AppFrameProps, 'surface' | 'meeting' | 'subPage'> & {
  /** Thread id of the meeting that was chosen, or null for the next one. */
  chat: string | null;
  choose: (chat: string) => void;
};

/** A meeting, with the app in its side panel. */
export function MeetingWindow({ chat, choose, ...app }: MeetingWindowProps) {
  const styles = useStyles();
  const { person } = app;
  const meetings = useLoad(`meetings ${person.address}`, async (signal) => {
    const now = new Date((await ask<{ now: string }>('/clock', { signal })).now);
    const list = await onlineMeetings(person.address, now, signal);
    return { list, next: list.find(({ end }) => new Date(end) > now) ?? list.at(-1) };
  });
  if (!meetings.data) {
    return (
      <div className={styles.none}>
        <ErrorNote problem={meetings.problem} retry={meetings.reload} />
        {meetings.busy && <Loading what="the meetings" panels={1} />}
      </div>
    );
  }
  const chosen = meetings.data.list.find(({ chatId }) => chatId === chat) ?? (chat === null ? meetings.data.next : undefined);
  if (!chosen) return <NoMeeting address={person.address} gone={chat !== null} />;
  const width = Math.min(app.width ?? panelWidth, panelWidth);
  return (
    <div className={styles.room}>
      <MeetingStage meetings={meetings.data.list} meeting={chosen} viewer={person.name} choose={choose} />
      <section aria-label="Side panel" className={styles.panel} style={{ width }}>
        <AppHead tab="Session" />
        <AppFrame key={chosen.chatId} {...app} width={null} surface="panel" meeting={chosen} subPage={null} />
      </section>
    </div>
  );
}

function NoMeeting({ address, gone }: { address: string; gone: boolean }) {
  const styles = useStyles();
  return (
    <div className={styles.none}>
      <Empty
        picture={<VideoPersonRegular />}
        title={gone ? 'This meeting is not in your calendar' : 'No online meetings yet'}
        action={
          <Button as="a" href={outlookAddress(address, { view: 'calendar' })}>
            See the calendar
          </Button>
        }
      >
        Book a session in Fieldwork first: its Teams meeting then stands here, with Fieldwork in the side panel.
      </Empty>
    </div>
  );
}

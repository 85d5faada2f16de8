import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { othersOf } from '../../components/session-words.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { CalendarState } from './calendar-state.tsx';
import { JoinNotes } from './join.tsx';
import { requestWords } from './reschedule-words.ts';
import { useFollowed } from './use-followed.ts';
import { useTell } from './use-tell.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface BookOutcomeProps extends ScreenProps {
  session: Session;
  update: (session: Session) => void;
  moving: Session | null;
}

/** What became of a booking: there, on its way to Microsoft 365, or in need of somebody. Followed until it is there. */
export function BookOutcome({ session, update, moving, api, me, navigate }: BookOutcomeProps) {
  const styles = useStyles();
  useFollowed(api, session, update);
  const tell = useTell(api.now());
  const { request } = session.reschedule;
  const asked = moving && request?.state === 'open' ? `Until the coach agrees, the session stays where it is. ${requestWords(request, tell).title}` : null;
  return (
    <div className={styles.stack}>
      {asked ? (
        <BandNotice title="The coach is asked.">{asked}</BandNotice>
      ) : session.calendar.status === 'done' ? (
        <BandNotice intent="success" title={doneTitle(session, moving !== null)}>
          {moving ? 'Everybody gets the new time.' : 'Invitations are on their way.'}
        </BandNotice>
      ) : (
        <CalendarState session={session} api={api} update={update} navigate={navigate} />
      )}
      <ZonedTime start={session.start} end={session.end} others={othersOf(session, me.person.id)} now={api.now()} size="large" />
      <JoinNotes session={session} />
      {session.calendar.status === 'waiting' && <Body1>You can leave this page: it will be done without you.</Body1>}
      <div className={styles.actions}>
        <Button appearance="primary" onClick={() => navigate(`/sessions/${session.id}`)}>
          See the session
        </Button>
      </div>
    </div>
  );
}

const doneTitle = ({ state }: Session, moving: boolean): string => {
  if (state === 'proposed') return 'Proposed.';
  return moving ? 'Moved.' : 'Booked.';
};

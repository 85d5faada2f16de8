import { makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import type { Candidate, LinkMeeting, MeetingSession } from '../../../server/features/meetings/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Button } from '../../components/native/button.tsx';
import { Body1, Caption1, Strong } from '../../components/native/text.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { kindWords } from '../../components/session-words.ts';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

interface LinkSessionProps {
  api: Api;
  /** Thread id of the meeting's chat; null when the host does not say. */
  chatId: string | null;
  candidates: Candidate[];
  linked: () => void;
}

/**
 * No session is known for this meeting. A meeting without one, and one that the viewer has no part in, must look the same; where the
 * viewer has a session near, they may say that this is its meeting.
 */
export function LinkSession({ api, chatId, candidates, linked }: LinkSessionProps) {
  const styles = useStyles();
  const link = useAction(async (sessionId: string) => {
    await api.put<MeetingSession>('/api/meetings/link', { chatId: chatId!, sessionId } satisfies LinkMeeting);
    linked();
  });
  return (
    <Page title="Fieldwork">
      <Empty picture={<PeopleTeamRegular />} title="No coaching session here">
        This meeting isn’t a coaching session in Fieldwork, or it isn’t one you take part in.
      </Empty>
      {chatId && candidates.length > 0 && (
        <Panel title="Is it one of yours?" strong>
          <Body1 as="p" className={styles.quiet}>
            Choose the session you are in. This meeting then belongs to it, for everybody who takes part.
          </Body1>
          <Rows label="Your sessions near now">
            {candidates.map((one) => (
              <li key={one.sessionId}>
                <Named candidate={one} />
                <Button size="small" disabledFocusable={link.busy} aria-label={`This is it: ${nameOf(one)}, ${one.start.slice(0, 10)}`} onClick={() => void link.run(one.sessionId)}>
                  This is it
                </Button>
              </li>
            ))}
          </Rows>
          <ErrorNote problem={link.problem} />
        </Panel>
      )}
    </Page>
  );
}

const nameOf = ({ kind, myRole, clientName, coachName }: Candidate): string => `${kindWords[kind]} with ${myRole === 'client' ? coachName : clientName}`;

function Named({ candidate }: { candidate: Candidate }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <div>
      <Strong block>{nameOf(candidate)}</Strong>
      <Caption1 className={styles.quiet}>
        <time dateTime={candidate.start}>
          {dayText(candidate.start, zone, locale)}, {rangeText(candidate.start, candidate.end, zone, locale)}
        </time>
      </Caption1>
    </div>
  );
}

interface UnlinkProps extends LinkMeeting {
  api: Api;
  done: () => void;
}

/** The way back from a link that was a mistake. */
export function Unlink({ api, chatId, sessionId, done }: UnlinkProps) {
  const styles = useStyles();
  const unlink = useAction(async () => {
    await api.post<MeetingSession>('/api/meetings/unlink', { chatId, sessionId } satisfies LinkMeeting);
    done();
  });
  return (
    <Panel title="Not this session?">
      <Body1 as="p" className={styles.quiet}>
        Somebody who takes part said that this meeting belongs to it.
      </Body1>
      <Button size="small" disabledFocusable={unlink.busy} onClick={() => void unlink.run()}>
        It is another meeting
      </Button>
      <ErrorNote problem={unlink.problem} />
    </Panel>
  );
}

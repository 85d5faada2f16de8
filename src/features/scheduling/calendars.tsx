import { Badge, Button, Caption1, makeStyles, SkeletonItem, Skeleton, Text, tokens } from '@fluentui/react-components';
import { MailRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import type { Engagement, Participant } from '../../../server/features/engagements/contract.ts';
import type { CalendarRead, TimesFound } from '../../../server/features/scheduling/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Initials } from '../../components/native/initials.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { roleWords } from '../../components/session-words.ts';
import { calendarHints, invitedTo } from './evidence-words.ts';
import type { Wish } from './wish.ts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start', width: '100%', minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0, flexGrow: 1 },
  name: { display: 'flex', flexWrap: 'wrap', gap: `0 ${tokens.spacingHorizontalS}`, alignItems: 'baseline' },
  quiet: { color: tokens.colorNeutralForeground2 },
  ask: { alignSelf: 'flex-start', marginTop: tokens.spacingVerticalXS },
});

interface CalendarsProps {
  engagement: Engagement;
  wish: Wish;
  found: TimesFound | null;
  busy: boolean;
  api: Api;
  refresh: () => void;
}

/** Where the knowledge of each person's time comes from and how old it is: the evidence behind every time beside. */
export function Calendars({ engagement, wish, found, busy, api, refresh }: CalendarsProps) {
  return (
    <Panel title="Whose calendars">
      <Rows label="Calendars">
        {invitedTo(wish.kind, engagement.participants).map((person) => {
          const read = found?.calendars.find(({ personId }) => personId === person.id);
          return (
            <li key={person.id}>
              <Line person={person} read={read} busy={busy}>
                {read?.source === 'unknown' && person.role === 'coach' && <AskForLink engagement={engagement} name={person.displayName} api={api} refresh={refresh} />}
              </Line>
            </li>
          );
        })}
      </Rows>
    </Panel>
  );
}

interface LineProps {
  person: Participant;
  read: CalendarRead | undefined;
  busy: boolean;
  children: ReactNode;
}

function Line({ person, read, busy, children }: LineProps) {
  const styles = useStyles();
  return (
    <div className={styles.line}>
      <Initials name={person.displayName} size={28} />
      <div className={styles.words}>
        <span className={styles.name}>
          <Text weight="semibold">{person.displayName}</Text>
          <Caption1 className={styles.quiet}>
            {roleWords[person.role]}
            {read && !read.required ? ', optional' : ''}
          </Caption1>
        </span>
        {read ? <Evidence read={read} /> : <NotYet busy={busy} name={person.displayName} />}
        {children}
      </div>
    </div>
  );
}

function Evidence({ read }: { read: CalendarRead }) {
  const styles = useStyles();
  return (
    <>
      <Caption1>
        {read.source === 'unknown' && (
          <Badge appearance="tint" color="warning" size="small">
            Not known
          </Badge>
        )}{' '}
        {read.note}
      </Caption1>
      {calendarHints(read).map((hint) => (
        <Caption1 key={hint} className={styles.quiet}>
          {hint}
        </Caption1>
      ))}
    </>
  );
}

function NotYet({ busy, name }: { busy: boolean; name: string }) {
  if (!busy) return <Caption1>Not read.</Caption1>;
  return (
    <Skeleton aria-label={`Reading the calendar of ${name}`}>
      <SkeletonItem size={12} />
    </Skeleton>
  );
}

/** The one way out of "not known" for a coach outside: a personal link by mail, from whoever presses. */
function AskForLink({ engagement, name, api, refresh }: { engagement: Engagement; name: string; api: Api; refresh: () => void }) {
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const ask = useAction(() => api.post<CoachLinkCreated>(`/api/engagements/${engagement.id}/coach-links`, { send: true }));
  if (!engagement.can.inviteCoach) return null;
  if (asked) {
    return (
      <output className={styles.ask}>
        <Caption1 block>{`${name} has a mail with a personal link. Once they have shared their times, look again.`}</Caption1>
        <Button size="small" onClick={refresh}>
          Look again
        </Button>
      </output>
    );
  }
  return (
    <>
      <ErrorNote problem={ask.problem} />
      <Button className={styles.ask} size="small" icon={<MailRegular />} disabledFocusable={ask.busy} onClick={async () => setAsked((await ask.run()) !== undefined)}>
        {ask.busy ? 'Sending …' : 'Ask for a calendar link'}
      </Button>
    </>
  );
}

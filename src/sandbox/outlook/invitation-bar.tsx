import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { useLoad } from '../../api/use-load.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { type CalendarEntry, readCalendar } from '../tenant/calendar.ts';
import type { Message } from '../tenant/mail.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { AnswerButtons } from './answer-buttons.tsx';
import { answerWords } from './entry-words.ts';
import { instantOf } from './week.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, padding: tokens.spacingVerticalM, borderRadius: tokens.borderRadiusLarge, border: `1px solid ${tokens.colorNeutralStroke2}` },
});

interface InvitationBarProps {
  calendar: NonNullable<Message['calendar']>;
  one: Anybody;
  newest: boolean;
  answered: () => void;
}

const dayMs = 86_400_000;

/** When a meeting is, how it stands in the reader's calendar, and their answer to it. */
export function InvitationBar({ calendar, one, newest, answered }: InvitationBarProps) {
  const styles = useStyles();
  const [start, end] = [instantOf(calendar.start), instantOf(calendar.end)];
  const found = useLoad(`entry ${calendar.iCalUId}`, async (signal) => {
    const entries = await readCalendar(one.address, new Date(start.getTime() - dayMs), new Date(end.getTime() + dayMs), signal);
    return { entry: entries.find(({ iCalUId }) => iCalUId === calendar.iCalUId) ?? null };
  });
  const done = () => {
    found.reload();
    answered();
  };
  return (
    <section className={styles.bar} aria-label="The meeting">
      <ZonedTime start={start.toISOString()} end={end.toISOString()} />
      {found.data && <Body1>{standing(calendar.method, found.data.entry, newest)}</Body1>}
      {calendar.method === 'REQUEST' && newest && <AnswerButtons user={one.address} iCalUId={calendar.iCalUId} answer={found.data?.entry?.response ?? null} done={done} />}
    </section>
  );
}

function standing(method: 'REQUEST' | 'CANCEL' | 'REPLY', entry: CalendarEntry | null, newest: boolean): string {
  if (method === 'CANCEL') return 'This meeting was cancelled.';
  if (method === 'REPLY') return 'An answer to your invitation.';
  if (!newest) return 'A later message about this meeting has come.';
  return entry ? `In your calendar: ${answerWords[entry.response]}.` : 'Not in your calendar.';
}

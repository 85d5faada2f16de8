import { Body1, Body1Strong, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { EngagementLog } from '../../../server/features/attendance-log/contract.ts';
import type { Api } from '../../api/client.ts';
import { Rows } from '../../components/rows.tsx';
import { kindWords } from '../../components/session-words.ts';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { Correct } from './correct.tsx';
import { logWords } from './log-words.ts';
import { changeWords, evidenceWords } from './words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere', unicodeBidi: 'plaintext', minWidth: 0, maxWidth: '100%', boxSizing: 'border-box' },
});

type Line = EngagementLog['sessions'][number];

interface LogSessionsProps {
  sessions: readonly Line[];
  personId: string | null;
  now: Date;
  /** True where a session has a screen of its own. */
  links: boolean;
  /** Where it has none: how the coach puts a verdict right here. */
  correct?: Correcting;
}

interface Correcting {
  api: Api;
  changed: () => void;
}

/** Every session with what became of it; what that rests on, and how it came about, on opening. */
export function LogSessions({ sessions, personId, now, links, correct }: LogSessionsProps) {
  return (
    <Rows label="Sessions">
      {sessions.map((line) => (
        <LogSession key={line.sessionId} line={line} personId={personId} now={now} link={links} correct={correct} />
      ))}
    </Rows>
  );
}

const lateWords = (who: string, minutes: number | null): string | null => (minutes === null ? null : minutes === 0 ? `${who} in time` : `${who} ${minutes} min late`);

function LogSession({ line, personId, now, link, correct }: { line: Line; personId: string | null; now: Date; link: boolean; correct: Correcting | undefined }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { attendance, outcome } = line;
  const [open, setOpen] = useState(correct !== undefined && attendance.dispute !== null);
  const when = `${dayText(attendance.start, zone, locale, now)}, ${clockText(attendance.start, zone, locale)}`;
  const more = [lateWords('Client', line.clientLate), lateWords('Coach', line.coachLate), attendance.dispute ? 'not agreed' : null].filter((one) => one !== null);
  const tells = attendance.evidence.length > 0 || attendance.history.length > 0;
  return (
    <li>
      {link ? <Link href={`#/sessions/${line.sessionId}`}>{when}</Link> : <Body1>{when}</Body1>}
      <Body1Strong>{logWords[outcome]}</Body1Strong>
      <Caption1 as="p" className={styles.quiet}>
        {[kindWords[line.kind], ...more].join(' · ')}
      </Caption1>
      {tells && (
        <Button size="small" appearance="subtle" aria-expanded={open} aria-label={`What this rests on, ${when}`} onClick={() => setOpen(!open)}>
          {open ? 'Hide what this rests on' : 'What this rests on'}
        </Button>
      )}
      {open && <Behind line={line} personId={personId} />}
      {open && correct && attendance.can.correct && <Correct key={attendance.version} api={correct.api} attendance={attendance} update={correct.changed} />}
    </li>
  );
}

function Behind({ line: { attendance }, personId }: { line: Line; personId: string | null }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <ul className={styles.list}>
      {[...attendance.evidence.entries()].map(([number, one]) => (
        <li key={`e${number}`}>
          <Body1>{evidenceWords(one, { zone, locale, viewerId: personId })}</Body1>
        </li>
      ))}
      {[...attendance.history.entries()].map(([number, one]) => (
        <li key={`h${number}`} className={styles.quiet}>
          <Caption1>
            {dayText(one.at, zone, locale)}, {clockText(one.at, zone, locale)}: {changeWords(one)}
            {one.why && ` – “${one.why}”`}
          </Caption1>
        </li>
      ))}
    </ul>
  );
}

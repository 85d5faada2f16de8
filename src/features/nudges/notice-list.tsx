import { Body1, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { Notice } from '../../../server/features/nudges/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { stateWords } from './words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  line: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

interface NoticeListProps {
  title: string;
  notices: readonly Notice[];
  /** What stands here while there is none. */
  none: string;
  now: Date;
}

/** Notices with what they say, what became of them and when. */
export function NoticeList({ title, notices, none, now }: NoticeListProps) {
  const styles = useStyles();
  return (
    <Panel title={title}>
      {notices.length === 0 && <Body1 className={styles.quiet}>{none}</Body1>}
      {notices.length > 0 && (
        <Rows>
          {notices.map((notice) => (
            <Row key={notice.id} notice={notice} now={now} />
          ))}
        </Rows>
      )}
    </Panel>
  );
}

function Row({ notice, now }: { notice: Notice; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { subject, lines, links, at } = notice;
  return (
    <li>
      <Body1 className={styles.subject}>{subject}</Body1>
      {lines.map((line) => (
        <Body1 key={line} className={styles.line}>
          {line}
        </Body1>
      ))}
      {links.length > 0 && (
        <span className={styles.links}>
          {links.map(({ label, path }) => (
            <Link key={path} href={`#${path}`}>
              {label}
            </Link>
          ))}
        </span>
      )}
      <Caption1 className={styles.quiet}>
        {dayText(at, zone, locale, now)}, {clockText(at, zone, locale)}. {stateWords(notice)}
      </Caption1>
    </li>
  );
}

import { Badge, Body1, Caption1, Caption1Strong, Link, makeStyles, tokens } from '@fluentui/react-components';
import { kindWords, listNames } from '../../components/session-words.ts';
import { rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { itemWords } from './arc-words.ts';
import { usePartStyles } from './parts.ts';
import { byMonth, type Mark, type SessionMark } from './timeline.ts';

const useStyles = makeStyles({
  marks: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  mark: { display: 'grid', gridTemplateColumns: '52px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS, alignItems: 'baseline' },
});

/** Everything on the line of the engagement, month by month. */
export function TimelineList({ marks }: { marks: readonly Mark[] }) {
  const styles = useStyles();
  const parts = usePartStyles();
  const { locale } = useViewer();
  return (
    <div className={parts.stack}>
      {byMonth(marks).map(({ month, marks: those }) => (
        <div key={month} className={parts.stack}>
          <Caption1Strong as="h3" className={parts.title}>
            {new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01`))}
          </Caption1Strong>
          <ul className={styles.marks}>
            {those.map((mark) => (
              <li key={mark.type === 'session' ? mark.id : `${mark.day} ${mark.type === 'holiday' ? mark.name : mark.to}`} className={styles.mark}>
                <Caption1 className={parts.quiet}>{shortDay(mark.day, locale)}</Caption1>
                {mark.type === 'session' ? <SessionLine mark={mark} /> : <Caption1 className={parts.quiet}>{besideWords(mark, locale)}</Caption1>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function SessionLine({ mark }: { mark: SessionMark }) {
  const parts = usePartStyles();
  const { zone, locale } = useViewer();
  return (
    <span className={parts.row}>
      {mark.sessionId ? <Link href={`#/sessions/${mark.sessionId}`}>{kindWords[mark.kind]}</Link> : <Body1>{kindWords[mark.kind]}</Body1>}
      {mark.start && mark.end && <Caption1>{rangeText(mark.start, mark.end, zone, locale)}</Caption1>}
      <Badge appearance="tint" color={mark.state === 'booked' ? 'brand' : 'informative'}>
        {itemWords[mark.state]}
      </Badge>
    </span>
  );
}

const formatted = (day: string, locale: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** "Tue 1". */
const shortDay = (day: string, locale: string): string => `${formatted(day, locale, { weekday: 'short' })} ${formatted(day, locale, { day: 'numeric' })}`;

const besideWords = (mark: Exclude<Mark, SessionMark>, locale: string): string =>
  mark.type === 'holiday' ? `${mark.name} (${listNames(mark.people)})` : `Left out until ${formatted(mark.to, locale, { day: 'numeric', month: 'long' })}`;

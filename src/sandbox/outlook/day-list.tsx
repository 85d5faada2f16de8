import { Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { EntryButton } from './entry-button.tsx';
import type { Day } from './week.ts';
import type { DaysProps } from './week-grid.tsx';

const useStyles = makeStyles({
  days: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: { margin: `0 0 ${tokens.spacingVerticalXS}` },
  entries: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  entry: { width: '100%', padding: tokens.spacingVerticalS },
});

/** The week as a list, where there is no room for columns. */
export function DayList({ days, openedId, open }: DaysProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <div className={styles.days}>
      {days.map((day) => (
        <section key={day.date} aria-label={day.date}>
          <Subtitle2 as="h3" className={styles.title} block>
            {dayText(`${day.date}T00:00:00Z`, 'UTC', locale)}
          </Subtitle2>
          <Entries day={day} openedId={openedId} open={open} />
        </section>
      ))}
    </div>
  );
}

function Entries({ day, openedId, open }: { day: Day } & Pick<DaysProps, 'openedId' | 'open'>) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const timed = day.timed.map(({ entry }) => ({ entry, when: rangeText(entry.start, entry.end, zone, locale) }));
  const all = [...day.wholeDay.map((entry) => ({ entry, when: 'all day' })), ...timed];
  if (all.length === 0) return <Caption1>Nothing</Caption1>;
  return (
    <ul className={styles.entries}>
      {all.map(({ entry, when }) => (
        <li key={entry.id}>
          <EntryButton entry={entry} when={when} opened={entry.id === openedId} open={open} className={styles.entry}>
            <strong>{entry.subject}</strong>
            <br />
            {when}
          </EntryButton>
        </li>
      ))}
    </ul>
  );
}

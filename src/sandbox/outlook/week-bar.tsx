import { Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { dateText, zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { weeksOn } from './week.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  title: { margin: 0 },
});

interface WeekBarProps {
  /** The dates shown. */
  week: readonly string[];
  /** To the week of a date; null for the present one. */
  go: (date: string | null) => void;
}

/** Which week this is, and the way to others. */
export function WeekBar({ week, go }: WeekBarProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const monday = week[0]!;
  return (
    <div className={styles.bar}>
      <Button onClick={() => go(null)}>Today</Button>
      <Button icon={<ChevronLeftRegular />} aria-label="Previous week" onClick={() => go(weeksOn(monday, -1))} />
      <Button icon={<ChevronRightRegular />} aria-label="Next week" onClick={() => go(weeksOn(monday, 1))} />
      <Subtitle1 as="h2" className={styles.title} aria-live="polite">
        {dateText(monday, locale)} – {dateText(week.at(-1)!, locale)} ({zoneName(zone)} time)
      </Subtitle1>
    </div>
  );
}

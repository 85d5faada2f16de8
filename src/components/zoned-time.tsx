import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { dateIn, dayText, rangeText, zoneName } from './time.ts';
import { useViewer } from './viewer.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  // Hours that fall on two lines are hard to read as one stretch.
  whole: { whiteSpace: 'nowrap' },
  under: { color: tokens.colorNeutralForeground2 },
  others: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
});

export interface OtherZone {
  name: string;
  /** IANA; null while nobody told it, and then nothing is shown. */
  zone: string | null;
}

const nobody: readonly OtherZone[] = [];

interface ZonedTimeProps {
  /** ISO instants. */
  start: string;
  end: string;
  /** Whose times to show beside, where they differ from the viewer's. */
  others?: readonly OtherZone[];
  /** Shown with the year when that is not the year of `now`. */
  now?: Date;
  size?: 'medium' | 'large';
}

/** A stretch of time in the viewer's zone, with the local times of the others beside. */
export function ZonedTime({ start, end, others = nobody, now, size = 'medium' }: ZonedTimeProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const elsewhere = otherTimes({ start, end }, others, zone, locale);
  return (
    <div className={styles.stack}>
      <Text weight="semibold" size={size === 'large' ? 500 : 300}>
        <time dateTime={start}>
          {dayText(start, zone, locale, now)}, <span className={styles.whole}>{rangeText(start, end, zone, locale)}</span>
        </time>
      </Text>
      <Caption1 className={styles.under}>Your time ({zoneName(zone)})</Caption1>
      {elsewhere.length > 0 && (
        <ul className={styles.others} aria-label="Times for the others">
          {elsewhere.map((text) => (
            <li key={text}>
              <Caption1 className={styles.under}>{text}</Caption1>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** "Kit: 09:00 – 10:00 (New York)", with the day when it is another one there; one line a person, only where the clock differs. */
export function otherTimes(time: { start: string; end: string }, others: readonly OtherZone[], zone: string, locale: string): string[] {
  const mine = rangeText(time.start, time.end, zone, locale) + dateIn(time.start, zone);
  return others.flatMap((other) => {
    if (!other.zone) return [];
    const theirs = rangeText(time.start, time.end, other.zone, locale);
    const date = dateIn(time.start, other.zone);
    if (theirs + date === mine) return [];
    const day = date === dateIn(time.start, zone) ? '' : `${dayText(time.start, other.zone, locale)}, `;
    return [`${other.name}: ${day}${theirs} (${zoneName(other.zone)})`];
  });
}

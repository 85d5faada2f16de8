import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { EntryButton } from './entry-button.tsx';
import { dayMinutes, type Day, hourHeight, type Placed } from './week.ts';

const useStyles = makeStyles({
  day: {
    position: 'relative',
    height: `${(dayMinutes / 60) * hourHeight}px`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundImage: `linear-gradient(${tokens.colorNeutralStroke3} 1px, transparent 1px)`,
    backgroundSize: `100% ${hourHeight}px`,
  },
  entry: { position: 'absolute', display: 'flex', flexDirection: 'column', alignItems: 'flex-start', columnGap: '6px' },
  short: { flexDirection: 'row', whiteSpace: 'nowrap' },
  // Stays in sight while the hours scroll.
  wholeDay: { position: 'sticky', top: '40px', zIndex: 2, display: 'flex', flexDirection: 'column', gap: '2px', padding: '2px' },
  now: { position: 'absolute', left: 0, right: 0, borderTop: `2px solid ${tokens.colorPaletteRedBorderActive}`, zIndex: 1, pointerEvents: 'none' },
});

interface DayColumnProps {
  day: Day;
  zone: string;
  /** Where the present is in it, or null. */
  nowMinute: number | null;
  openedId: string | null;
  open: (id: string) => void;
}

/** One day as a column of hours. */
export function DayColumn({ day, zone, nowMinute, openedId, open }: DayColumnProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <div className={styles.day}>
      {day.wholeDay.length > 0 && (
        <div className={styles.wholeDay}>
          {day.wholeDay.map((entry) => (
            <EntryButton key={entry.id} entry={entry} when="all day" opened={entry.id === openedId} open={open}>
              {entry.subject}
            </EntryButton>
          ))}
        </div>
      )}
      {day.timed.map((piece) => {
        const when = rangeText(piece.entry.start, piece.entry.end, zone, locale);
        return (
          <EntryButton key={piece.entry.id} entry={piece.entry} when={when} opened={piece.entry.id === openedId} open={open} className={mergeClasses(styles.entry, isShort(piece) && styles.short)} style={placeOf(piece)}>
            <strong>{piece.entry.subject}</strong>
            <span>{when}</span>
          </EntryButton>
        );
      })}
      {nowMinute !== null && <div className={styles.now} style={{ top: (nowMinute / 60) * hourHeight }} />}
    </div>
  );
}

/** No room for a second line. */
const isShort = ({ from, to }: Placed): boolean => to - from < 40;

const placeOf = ({ from, to, lane, lanes }: Placed) => ({
  top: (from / 60) * hourHeight,
  height: ((to - from) / 60) * hourHeight - 1,
  left: `calc(${(lane / lanes) * 100}% + 1px)`,
  width: `calc(${100 / lanes}% - 3px)`,
});

import { Caption2, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useViewer } from '../../components/viewer.ts';
import { addMonths } from '../../components/time.ts';
import { type Mark, placeOf } from './timeline.ts';

const useStyles = makeStyles({
  strip: { position: 'relative', height: '44px', marginInline: '8px' },
  line: { position: 'absolute', insetInline: '-8px', top: '15px', height: '2px', backgroundColor: tokens.colorNeutralStroke1 },
  away: { position: 'absolute', top: '4px', height: '24px', backgroundColor: tokens.colorNeutralBackground5, borderRadius: tokens.borderRadiusSmall, border: `1px dashed ${tokens.colorNeutralStroke1}`, boxSizing: 'border-box' },
  holiday: { position: 'absolute', top: '12px', width: '2px', height: '8px', marginLeft: '-1px', backgroundColor: tokens.colorPaletteMarigoldForeground1 },
  mark: { position: 'absolute', top: '10px', width: '12px', height: '12px', marginLeft: '-6px', boxSizing: 'border-box', borderRadius: tokens.borderRadiusCircular, border: `2px solid ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorNeutralBackground1 },
  threeWay: { borderRadius: '2px', transform: 'rotate(45deg)' },
  booked: { backgroundColor: tokens.colorBrandStroke1 },
  quiet: { border: `2px solid ${tokens.colorNeutralStroke1}` },
  now: { position: 'absolute', top: '2px', width: '2px', height: '28px', marginLeft: '-1px', backgroundColor: tokens.colorNeutralForeground1 },
  month: { position: 'absolute', top: '30px', color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

interface StripProps {
  marks: readonly Mark[];
  startsOn: string;
  endsOn: string;
  today: string;
}

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

/** The whole engagement on one line. A picture only: the list beside it says the same in words. */
export function TimelineStrip({ marks, startsOn, endsOn, today }: StripProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const left = (day: string) => ({ left: percent(placeOf(day, { startsOn, endsOn })) });
  return (
    <div aria-hidden className={styles.strip}>
      <div className={styles.line} />
      {marks.map((mark) => {
        if (mark.type === 'holiday') return <div key={`${mark.day}${mark.name}`} className={styles.holiday} style={left(mark.day)} />;
        if (mark.type === 'away') {
          const width = placeOf(mark.to, { startsOn, endsOn }) - placeOf(mark.day, { startsOn, endsOn });
          return <div key={`${mark.day}${mark.to}`} className={styles.away} style={{ ...left(mark.day), width: percent(Math.max(0.01, width)) }} />;
        }
        const look = mergeClasses(styles.mark, mark.kind === 'three-way' && styles.threeWay, (mark.state === 'booked' || mark.state === 'done') && styles.booked, (mark.state === 'passed' || mark.state === 'skipped') && styles.quiet);
        return <div key={mark.id} className={look} style={left(mark.day)} />;
      })}
      {today >= startsOn && today <= endsOn && <div className={styles.now} style={left(today)} />}
      {monthsOf(startsOn, endsOn).map((day) => (
        <Caption2 key={day} className={styles.month} style={left(day)}>
          {new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(day))}
        </Caption2>
      ))}
    </div>
  );
}

/** First days of at most seven months, so that their names have room. */
export function monthsOf(startsOn: string, endsOn: string): string[] {
  const all: string[] = [];
  for (let day = addMonths(`${startsOn.slice(0, 7)}-01`, 1); day < endsOn && all.length < 120; day = addMonths(day, 1)) all.push(day);
  const step = Math.ceil(all.length / 7);
  return all.filter((_, at) => at % step === 0 && placeOf(all[at]!, { startsOn, endsOn }) < 0.93);
}

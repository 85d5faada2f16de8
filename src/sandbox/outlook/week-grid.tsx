import { Caption1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useViewer } from '../../components/viewer.ts';
import { useReachable } from '../chrome/use-reachable.ts';
import { dayMinutes, type Day, hourHeight, wallOf } from './week.ts';
import { DayColumn } from './day-column.tsx';

const useStyles = makeStyles({
  week: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge, backgroundColor: tokens.colorNeutralBackground1, overflowY: 'auto', height: 'calc(100vh - 210px)', minHeight: '420px' },
  grid: { display: 'grid', gridTemplateColumns: '52px repeat(7, minmax(0, 1fr))', minWidth: '700px' },
  head: { position: 'sticky', top: 0, zIndex: 3, padding: tokens.spacingVerticalS, textAlign: 'center', backgroundColor: tokens.colorNeutralBackground1, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  today: { color: tokens.colorBrandForeground1, borderBottomColor: tokens.colorBrandStroke1 },
  hours: { position: 'relative', height: `${(dayMinutes / 60) * hourHeight}px` },
  hour: { position: 'absolute', right: '6px', transform: 'translateY(-50%)', color: tokens.colorNeutralForeground3 },
});

/** What both ways of showing days need. */
export interface DaysProps {
  days: readonly Day[];
  zone: string;
  now: Date;
  /** Date of the present day in the zone. */
  today: string;
  openedId: string | null;
  open: (id: string | null) => void;
}

/** The week as columns of hours, opened at the start of a working day. */
export function WeekGrid({ days, zone, now, today, openedId, open }: DaysProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const week = useReachable<HTMLDivElement>();
  useEffect(() => {
    week.current?.scrollTo({ top: 7.5 * hourHeight });
  }, [week]);
  const [nowHour = 0, nowMinute = 0] = wallOf(now.toISOString(), zone).slice(11).split(':').map(Number);
  return (
    <section ref={week} className={styles.week} aria-label="Week">
      <div className={styles.grid}>
        <div className={styles.head} />
        {days.map(({ date }) => (
          <div key={date} className={mergeClasses(styles.head, date === today && styles.today)}>
            <Text as="h3" weight="semibold" style={{ margin: 0 }}>
              {dayHead(date, locale)}
            </Text>
            {date === today && <Caption1 block align="center">
              Today
            </Caption1>}
          </div>
        ))}
        <div className={styles.hours} aria-hidden>
          {Array.from({ length: 23 }, (_, index) => index + 1).map((hour) => (
            <Caption1 key={hour} className={styles.hour} style={{ top: hour * hourHeight }}>
              {String(hour).padStart(2, '0')}:00
            </Caption1>
          ))}
        </div>
        {days.map((day) => (
          <DayColumn key={day.date} day={day} zone={zone} nowMinute={day.date === today ? nowHour * 60 + nowMinute : null} openedId={openedId} open={open} />
        ))}
      </div>
    </section>
  );
}

/** "Tue 3 Nov" */
const dayHead = (date: string, locale: string): string =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

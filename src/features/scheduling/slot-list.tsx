import { Badge, Subtitle2, makeStyles, tokens, useId } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { CalendarRead, Slot } from '../../../server/features/scheduling/contract.ts';
import { useViewer } from '../../components/viewer.ts';
import { SlotCard, type SlotPerson } from './slot-card.tsx';
import { groupByDay, ranks, type SlotDay } from './slot-days.ts';

const useStyles = makeStyles({
  days: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  day: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  title: { margin: 0 },
  slots: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

interface SlotListProps {
  slots: readonly Slot[];
  /** Everybody in the session but the viewer. */
  others: readonly SlotPerson[];
  calendars: readonly CalendarRead[];
  choose: (slot: Slot) => void;
  now: Date;
}

/** The times by day. Tab goes through them as through any list, and the arrow keys from one to the next. */
export function SlotList({ slots, others, calendars, choose, now }: SlotListProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const rank = ranks(slots);
  return (
    <div className={styles.days} data-slots>
      {groupByDay(slots, { zone, locale, now }).map((day) => (
        <Day key={day.date} day={day}>
          {day.slots.map((slot) => (
            <SlotCard key={slot.start} slot={slot} others={others} calendars={calendars} best={rank.get(slot.start) === 1 && slots.length > 1} choose={choose} />
          ))}
        </Day>
      ))}
    </div>
  );
}

function Day({ day, children }: { day: SlotDay; children: ReactNode }) {
  const styles = useStyles();
  const id = useId('day');
  return (
    <section className={styles.day} aria-labelledby={id}>
      <div className={styles.head}>
        <Subtitle2 as="h3" id={id} className={styles.title}>
          {day.title}
        </Subtitle2>
        {day.near && (
          <Badge appearance="outline" color="informative">
            {day.near}
          </Badge>
        )}
      </div>
      <ul className={styles.slots}>{children}</ul>
    </section>
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { dateIn } from '../../components/time.ts';
import { useAddress } from '../chrome/address.ts';
import { readCalendar, readEntry } from '../tenant/calendar.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { DayList } from './day-list.tsx';
import { EntryDetails } from './entry-details.tsx';
import { entryItem } from './pane/items.ts';
import { WithPane } from './pane/pane-button.tsx';
import { useAgain } from './use-again.ts';
import { useWide } from './use-wide.ts';
import { daysOf, spanOf, weekOf } from './week.ts';
import { WeekBar } from './week-bar.tsx';
import { WeekGrid } from './week-grid.tsx';

const useStyles = makeStyles({
  panes: { display: 'grid', gap: tokens.spacingHorizontalM, gridTemplateColumns: 'minmax(0, 1fr)', alignItems: 'start' },
  beside: { '@media (min-width: 1000px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(280px, 2fr)' } },
});

/** One week of somebody's calendar in their own zone, and the entry that is looked at. */
export function CalendarView({ one, now }: { one: Anybody; now: Date }) {
  const styles = useStyles();
  const wide = useWide();
  const { get, change } = useAddress();
  const today = dateIn(now, one.zone);
  useLinkedEntry(one);
  const week = weekOf(get('week') ?? today);
  const { from, to } = spanOf(week, one.zone);
  const { data, problem, busy, reload } = useLoad(`week ${one.address} ${week[0]}`, (signal) => readCalendar(one.address, from, to, signal));
  useAgain(reload);
  const opened = data?.find(({ id }) => id === get('event')) ?? null;
  const open = (id: string | null) => change({ event: id, week: week[0] ?? null });
  const shown = { days: daysOf(data ?? [], week, one.zone), zone: one.zone, now, today, openedId: opened?.id ?? null, open };
  return (
    <>
      <WeekBar week={week} go={(date) => change({ week: date, event: null })} />
      <ErrorNote problem={busy ? null : problem} retry={reload} />
      {!data && busy && <Loading what="the calendar" panels={1} />}
      {data && (
        <div className={`${styles.panes} ${opened ? styles.beside : ''}`}>
          {wide ? <WeekGrid {...shown} /> : <DayList {...shown} />}
          {opened && (
            <WithPane key={opened.id} one={one} item={entryItem(opened)}>
              <EntryDetails entry={opened} one={one} changed={reload} close={() => open(null)} />
            </WithPane>
          )}
        </div>
      )}
    </>
  );
}

/** A link names an entry and no week: leads to its week, under the id that it has here. One that is gone leads to the present week. */
function useLinkedEntry(one: Anybody): void {
  const { get, change } = useAddress();
  const id = get('week') === null ? get('event') : null;
  useEffect(() => {
    if (id === null) return;
    const ended = new AbortController();
    readEntry(one.address, id, ended.signal).then(
      (entry) => change({ event: entry.id, week: dateIn(entry.start, one.zone) }, { replace: true }),
      () => ended.signal.aborted || change({ event: null }, { replace: true }),
    );
    return () => ended.abort();
  }, [id, one, change]);
}

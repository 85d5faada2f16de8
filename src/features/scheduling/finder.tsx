import { makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Relaxation, Session, Slot, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ConsentScreen, consentNeed } from '../../components/consent-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { useViewer } from '../../components/viewer.ts';
import { BookDrawer } from './book-drawer.tsx';
import { Calendars } from './calendars.tsx';
import { Results } from './results.tsx';
import { SearchForm } from './search-form.tsx';
import { minutesOf } from './slot-days.ts';
import { datesProblem, firstWish, toFindTimes, type Wish } from './wish.ts';
import { dateIn } from '../../components/time.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 8fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  results: { outlineStyle: 'none', minWidth: 0 },
});

interface FinderProps extends ScreenProps {
  engagement: Engagement;
  moving: Session | null;
}

/** Asking for times on one side, what was found on the other, and the drawer that books the chosen one. */
export function Finder({ engagement, moving, ...screen }: FinderProps) {
  const styles = useStyles();
  const [wish, setWish] = useState<Wish>(() => firstWish(engagement, moving ? { kind: moving.kind, minutes: minutesOf(moving) } : undefined));
  const [chosen, setChosen] = useState<Slot | null>(null);
  const results = useRef<HTMLDivElement>(null);
  const times = useTimes(screen.api, engagement.id, wish, moving?.id);
  const relaxTo = (relax: Relaxation[]) => {
    setWish({ ...wish, relax });
    // The pressed button goes away with the old answer; the focus must not go with it.
    results.current?.focus();
  };
  if (times.problem?.code === 'consent-required') return <ConsentScreen need={consentNeed(times.problem.details)} retry={times.reload} />;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <SearchForm engagement={engagement} wish={wish} change={setWish} today={times.today} fixedKind={moving !== null} />
        <Calendars engagement={engagement} wish={wish} found={times.data} busy={times.busy} api={screen.api} refresh={times.reload} />
      </div>
      <div ref={results} tabIndex={-1} className={styles.results} role="region" aria-label="Times">
        <Results engagement={engagement} wish={wish} times={times} relaxTo={relaxTo} choose={setChosen} me={screen.me} now={screen.api.now()} />
      </div>
      <BookDrawer
        {...screen}
        engagement={engagement}
        moving={moving}
        wish={wish}
        slot={chosen}
        choose={setChosen}
        close={() => setChosen(null)}
        refresh={times.reload}
      />
    </div>
  );
}

/** The answer to a wish; while the dates are not right, nothing is asked and nothing shown. */
function useTimes(api: ScreenProps['api'], engagementId: string, wish: Wish, movingSessionId: string | undefined) {
  const { zone } = useViewer();
  const today = dateIn(api.now(), zone);
  const wrong = datesProblem(wish, today) !== null;
  const times = useLoad(wrong ? 'nothing' : JSON.stringify({ wish, movingSessionId }), async (signal) =>
    wrong ? null : api.post<TimesFound>(`/api/engagements/${engagementId}/times`, toFindTimes(wish, { zone, now: api.now(), movingSessionId }), { signal }),
  );
  return { ...times, wrong, today };
}

export type Times = ReturnType<typeof useTimes>;

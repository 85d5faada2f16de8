import { makeStyles, tokens } from '@fluentui/react-components';
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session, Slot, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { useKeeping } from '../../components/drafts.ts';
import { ConsentScreen, consentNeed } from '../../components/consent-screen.tsx';
import { Page } from '../../components/page.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { Booking } from './booking.tsx';
import { wishedStart } from './moving.ts';
import { useBackTo } from './use-back-to.ts';
import { Calendars } from './calendars.tsx';
import { Results } from './results.tsx';
import { SearchForm } from './search-form.tsx';
import type { FinderDraft, LeftDraft } from './finder-draft.ts';
import { minutesOf } from './slot-days.ts';
import { datesProblem, firstWish, toFindTimes, type Wish } from './wish.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 8fr)', gridTemplateRows: 'auto 1fr' },
  },
  // On a phone one thing at a time: the question is out of the way while its answer is being booked.
  aside: { '@media (max-width: 859px)': { display: 'none' } },
  results: { outlineStyle: 'none', minWidth: 0, '@media (min-width: 860px)': { gridColumn: 2, gridRow: '1 / span 2' } },
});

interface FinderProps extends ScreenProps {
  engagement: Engagement;
  moving: Session | null;
  heading: Omit<ComponentProps<typeof Page>, 'children'>;
  draft: LeftDraft;
}

/** Asking for times on one side; on the other what was found, and in its place the booking of the chosen one. */
export function Finder({ engagement, moving, heading, draft, ...screen }: FinderProps) {
  const styles = useStyles();
  const { wish, ask, times, choice, gone } = useFinding({ engagement, moving, draft, api: screen.api });
  const aside = choice.slot ? styles.aside : undefined;
  if (times.problem?.code === 'consent-required') return <ConsentScreen need={consentNeed(times.problem.details)} retry={times.reload} back={heading.back} />;
  return (
    <Page {...heading}>
      {gone && <BandNotice intent="warning">The time you had chosen is not free any more. What you wrote is kept for the time you choose now.</BandNotice>}
      <div className={styles.columns}>
        <div className={aside}>
          <SearchForm engagement={engagement} wish={wish} change={ask} today={times.today} fixedKind={moving !== null} />
        </div>
        <FocusPlace of={`${choice.slot?.start ?? ''} ${choice.made?.id ?? ''} ${wish.relax.length}`}>
          {choice.slot ? (
            <Booking {...screen} {...choice} slot={choice.slot} engagement={engagement} moving={moving} wish={wish} refresh={times.reload} />
          ) : (
            <Results engagement={engagement} wish={wish} times={times} relaxTo={(relax) => ask({ ...wish, relax })} choose={choice.choose} me={screen.me} now={screen.api.now()} vote={moving ? null : screen} />
          )}
        </FocusPlace>
        {/* After the times also in the page: on a phone these are what was asked for, and the evidence is for who doubts them. */}
        <div className={aside}>
          <Calendars engagement={engagement} wish={wish} found={times.data} busy={times.busy} api={screen.api} refresh={times.reload} />
        </div>
      </div>
    </Page>
  );
}

/** The question, its answer and what was chosen from it, kept as they change. */
function useFinding({ engagement, moving, draft, api }: Pick<FinderProps, 'engagement' | 'moving' | 'draft' | 'api'>) {
  const { wish, setWish, wished, untouched } = useFirst(engagement, moving, draft.left);
  const times = useTimes(api, engagement.id, wish, moving?.id);
  const choice = useChoice(draft.left?.agenda ?? '');
  const state = useWished(wished, times.data, choice.choose);
  // A time that was left chosen is not let go before it is known whether it is still there.
  const start = choice.slot?.start ?? (state === 'waiting' ? (draft.left?.start ?? null) : null);
  useKeeping(draft, { wish, start, agenda: choice.agenda }, untouched, choice.made !== null);
  // Another question makes a choice from the old answer void; what was written for the agenda stays.
  const ask = (next: Wish) => {
    choice.leave();
    setWish(next);
  };
  return { wish, ask, times, choice, gone: state === 'gone' && draft.left !== null && choice.slot === null };
}

/** What to begin with: what a link asks for, else what was left here, else the usual. */
function useFirst(engagement: Engagement, moving: Session | null, left: FinderDraft | null) {
  const { zone } = useViewer();
  const [linked] = useState(() => wishedStart(location.hash));
  const [usual] = useState(() => startingWish(engagement, moving, linked, zone));
  const [wish, setWish] = useState<Wish>(() => (linked === null && left ? left.wish : usual));
  return { wish, setWish, wished: linked ?? left?.start ?? null, untouched: { wish: usual, start: null, agenda: '' } };
}

/** A time that a link asks for is looked for on its own day first. */
function startingWish(engagement: Engagement, moving: Session | null, wished: string | null, zone: string): Wish {
  const wish = firstWish(engagement, moving ? { kind: moving.kind, minutes: minutesOf(moving) } : undefined);
  if (wished === null) return wish;
  const day = dateIn(new Date(wished), zone);
  return { ...wish, window: 'dates', from: day, to: day };
}

/** Chooses the wished time once it is found; when it is not, the other times stand there. */
function useWished(wished: string | null, found: TimesFound | null, choose: (slot: Slot) => void): 'waiting' | 'chosen' | 'gone' {
  const [state, setState] = useState<'waiting' | 'chosen' | 'gone'>(wished === null ? 'chosen' : 'waiting');
  if (state !== 'waiting' || !found) return state;
  const slot = found.slots.find(({ start }) => Date.parse(start) === Date.parse(wished!));
  const next = slot ? 'chosen' : 'gone';
  setState(next);
  if (slot) choose(slot);
  return next;
}

function useChoice(written: string) {
  const [slot, choose] = useState<Slot | null>(null);
  const [agenda, setAgenda] = useState(written);
  const [made, setMade] = useState<Session | null>(null);
  const leave = () => {
    choose(null);
    setMade(null);
  };
  useBackTo(slot !== null && made === null, leave);
  return { slot, choose, agenda, setAgenda, made, setMade, leave };
}

/** Takes the focus whenever what it shows becomes something else: the button that was pressed is gone then. */
function FocusPlace({ of, children }: { of: string; children: ReactNode }) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(of);
  useEffect(() => {
    if (before.current !== of) place.current?.focus();
    before.current = of;
  }, [of]);
  return (
    <div ref={place} tabIndex={-1} className={styles.results}>
      {children}
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

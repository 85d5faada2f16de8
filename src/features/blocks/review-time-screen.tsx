import { Body1, Button, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReviewSettings, ReviewTime, ReviewWish } from '../../../server/features/blocks/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ArrivingPage } from '../../components/arriving-page.tsx';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { WeeksChart } from './chart.tsx';
import { chartSentence } from './chart-shape.ts';
import { LogPanel } from './log-panel.tsx';
import { SetUp } from './set-up.tsx';
import { StandingPanel } from './standing-panel.tsx';
import { useBlocks } from './use-blocks.ts';
import { AskedWeeks, WeeksPanel } from './weeks-panel.tsx';
import { WishForm } from './wish-form.tsx';
import { clockRange, daysWords, entryWords, holidaysWords, lengthWords, modeWords, movesWords, reminderWords, weeksWords } from './wish-words.ts';

const path = '/api/review-time';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The client's own review time: set up, planned, defended, and what happened. */
export function ReviewTimeScreen({ api, navigate }: Pick<ScreenProps, 'api' | 'navigate'>) {
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<ReviewTime>(path, { signal }));
  useRefresh(reload, data?.calendar.status === 'waiting');
  const back = { label: 'Your coaching', go: () => navigate('/') };
  if (!data) return <ArrivingPage problem={problem} reload={reload} title="Review time" back={back} what="your review time" panels={3} />;
  const standing = data.settings?.status ?? 'none';
  return (
    <Page title="Review time" under="A time of your own every week, kept free by Fieldwork. Only you see this page." back={back} standing={standing} actions={<Link href="#/review">This week’s review</Link>}>
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
      {data.settings ? <Shown api={api} time={data} settings={data.settings} replace={replace} /> : <SetUp api={api} time={data} saved={replace} />}
    </Page>
  );
}

interface ShownProps extends Pick<ScreenProps, 'api'> {
  time: ReviewTime;
  settings: ReviewSettings;
  replace: (after: ReviewTime) => void;
}

function Shown({ api, time, settings, replace }: ShownProps) {
  const styles = useStyles();
  const acts = useBlocks(api, replace);
  const parts = { time, now: api.now(), acts };
  return (
    <>
      <InCalendar time={time} />
      <ErrorNote problem={acts.problem} title="Nothing was changed." />
      <div className={styles.columns}>
        <div className={styles.column}>
          {settings.status !== 'on' && <StandingPanel api={api} time={time} saved={replace} />}
          <AskedWeeks {...parts} />
          <WeeksPanel {...parts} />
          <LogPanel {...parts} />
        </div>
        <div className={styles.column}>
          <Wished api={api} time={time} settings={settings} saved={replace} />
          {chartSentence(time.chart) && (
            <Panel title="How it went">
              <WeeksChart weeks={time.chart} />
            </Panel>
          )}
          {settings.status === 'on' && <StandingPanel api={api} time={time} saved={replace} />}
        </div>
      </div>
    </>
  );
}

function InCalendar({ time: { calendar } }: { time: ReviewTime }) {
  if (calendar.status === 'done' || !calendar.message) return null;
  return (
    <BandNotice intent={calendar.status === 'waiting' ? 'info' : 'warning'} title={calendar.status === 'waiting' ? 'Waiting for Microsoft 365.' : 'Your calendar needs a look.'}>
      {calendar.message.replace(/^Waiting for Microsoft 365\. /, '')}
      {calendar.permission && ` Permission: ${calendar.permission}.`}
    </BandNotice>
  );
}

const wishOf = ({ status: _status, pausedUntil: _until, version: _version, ...wish }: ReviewSettings): ReviewWish => wish;

function Wished({ api, time, settings, saved }: Omit<ShownProps, 'replace'> & { saved: (after: ReviewTime) => void }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const [changing, setChanging] = useState(false);
  if (changing) {
    const done = (after: ReviewTime) => {
      saved(after);
      setChanging(false);
    };
    return (
      <Panel title="Change it" strong>
        <WishForm api={api} wish={wishOf(settings)} version={settings.version} zone={time.zone} holidays={time.holidays} go="Save" saved={done} leave={{ words: 'Leave it as it was', go: () => setChanging(false) }} />
      </Panel>
    );
  }
  const { minutes, days, windowStart, windowEnd, mode, horizonWeeks, movesAWeek, reminderMinutes } = settings;
  return (
    <Panel title="As you set it up" action={<Button size="small" onClick={() => setChanging(true)}>Change</Button>}>
      <Body1>{entryWords(settings, locale)}</Body1>
      <Facts
        facts={[
          ['How long', lengthWords(minutes)],
          ['Days', daysWords(days, locale)],
          ['Hours', clockRange(windowStart, windowEnd - windowStart)],
          ['Public holidays', holidaysWords(settings.holidays, time.holidays)],
          ['Firmness', modeWords[mode].name],
          ['Planned ahead', weeksWords(horizonWeeks)],
          ['May move in a week', movesWords(movesAWeek)],
          ['Reminder', reminderWords(reminderMinutes)],
        ]}
      />
      <Caption1 className={styles.quiet}>
        {modeWords[mode].does} Hours are {zoneName(time.zone)} time.
      </Caption1>
    </Panel>
  );
}

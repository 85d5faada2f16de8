import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReviewTime, ReviewWish } from '../../../server/features/blocks/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { WishForm } from './wish-form.tsx';
import { clockRange, daysWords, entryWords, holidaysWords, lengthWords, modeWords, weeksWords } from './wish-words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface SetUpProps {
  api: Api;
  time: ReviewTime;
  saved: (after: ReviewTime) => void;
}

const sources = {
  'working-hours': 'Suggested from your working hours in Microsoft 365.',
  'usual-hours': 'Microsoft 365 tells no working hours of yours, so Monday to Friday, 9 to 17, is assumed.',
};

/** The first time: a suggestion that one press takes, and every part of it open to change. */
export function SetUp({ api, time, saved }: SetUpProps) {
  const { locale } = useViewer();
  const [changing, setChanging] = useState(false);
  const wish = time.suggested;
  if (!wish) return null;
  if (changing) {
    return (
      <Panel title="Set up your review time" strong>
        <WishForm api={api} wish={wish} version={0} zone={time.zone} holidays={time.holidays} go="Start review time" saved={saved} leave={{ words: 'Back to the suggestion', go: () => setChanging(false) }} />
      </Panel>
    );
  }
  return (
    <Panel title="Set up your review time" strong>
      <Body1>{entryWords(wish, locale)}</Body1>
      <Facts
        facts={[
          ['How long', lengthWords(wish.minutes)],
          ['Days', daysWords(wish.days, locale)],
          ['Hours', `${clockRange(wish.windowStart, wish.windowEnd - wish.windowStart)}, ${zoneName(time.zone)} time`],
          ['Firmness', `${modeWords[wish.mode].name}: ${modeWords[wish.mode].does}`],
          ['Public holidays', holidaysWords(wish.holidays, time.holidays)],
          ['Planned ahead', weeksWords(wish.horizonWeeks)],
        ]}
      />
      <Start api={api} wish={wish} saved={saved} change={() => setChanging(true)} from={time.suggestedFrom ?? 'usual-hours'} />
    </Panel>
  );
}

function Start({ api, wish, saved, change, from }: Pick<SetUpProps, 'api' | 'saved'> & { wish: ReviewWish; change: () => void; from: keyof typeof sources }) {
  const styles = useStyles();
  const notify = useNotify();
  const start = useAction(() => api.put<ReviewTime>('/api/review-time', { ...wish, version: 0 }));
  const press = async () => {
    const after = await start.run();
    if (!after) return;
    notify.done('Review time is on', 'The first weeks are planned now.');
    saved(after);
  };
  return (
    <>
      <Body1 as="p" className={styles.quiet}>
        {sources[from]} It moves by itself when you accept something over it, says why, and can be put back. In your calendar it is called “Review time” and says nothing else.
      </Body1>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={start.busy} onClick={() => void press()}>
          Start review time
        </Button>
        <Button onClick={change}>Change it first</Button>
      </div>
      <Caption1 className={styles.quiet}>You can pause it or switch it off at any time.</Caption1>
      <ErrorNote problem={start.problem} />
    </>
  );
}

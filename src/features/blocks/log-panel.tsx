import { Badge, Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReviewLogEntry, ReviewTime } from '../../../server/features/blocks/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { movedFromTo, spanWords } from './block-words.ts';
import type { BlockActs } from './use-blocks.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

/** Few enough to see what is new. */
const shownAtFirst = 5;

/** What happened to the blocks and why, the latest first; moves that can be are taken back by one press. */
export function LogPanel({ time, now, acts }: { time: ReviewTime; now: Date; acts: BlockActs }) {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const shown = all ? time.log : time.log.slice(0, shownAtFirst);
  return (
    <Panel title="What happened">
      {time.log.length === 0 && <Body1 className={styles.quiet}>Nothing yet. When a block is moved, it says here why, and you can put it back.</Body1>}
      {shown.length > 0 && (
        <Rows label="What happened to your review time">
          {shown.map((entry) => (
            <Entry key={entry.id} entry={entry} zone={time.zone} now={now} acts={acts} />
          ))}
        </Rows>
      )}
      {time.log.length > shownAtFirst && (
        <div>
          <Button size="small" appearance="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show less' : `Show all ${time.log.length}`}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Entry({ entry, zone, now, acts }: { entry: ReviewLogEntry; zone: string; now: Date; acts: BlockActs }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const back = entry.from ? spanWords(entry.from, zone, locale) : '';
  return (
    <li>
      <span className={styles.row}>
        <Body1>{entry.text}</Body1>
        {entry.undone && <Badge appearance="outline" color="informative">Put back</Badge>}
      </span>
      <Caption1>{movedFromTo(entry, zone, locale)}</Caption1>
      <Caption1 className={styles.quiet}>
        {dayText(entry.at, zone, locale, now)}, {clockText(entry.at, zone, locale)}
      </Caption1>
      {entry.canUndo && (
        <Button size="small" aria-label={`Put it back to ${back}`} disabledFocusable={acts.busy} onClick={() => void acts.undo(entry, `${back}. It is pinned there, so it is not moved again.`)}>
          Put it back
        </Button>
      )}
    </li>
  );
}

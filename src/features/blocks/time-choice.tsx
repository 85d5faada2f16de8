import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReviewBlock, ReviewTimes } from '../../../server/features/blocks/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useViewer } from '../../components/viewer.ts';
import { spanWords } from './block-words.ts';
import type { BlockActs } from './use-blocks.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  time: { height: 'auto', whiteSpace: 'normal', textAlign: 'left' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface TimeChoiceProps {
  block: ReviewBlock;
  zone: string;
  acts: BlockActs;
  /** Called once a time was chosen. */
  chosen?: () => void;
}

type Offered = ReviewTimes['times'][number];

const doubts = ({ usual, tentative }: Offered): string => [usual ? '' : 'outside the hours you chose', tentative ? 'over something tentative' : ''].filter(Boolean).join(', ');

/** Times of its week for one block, free in the calendar just now: one press puts it there and pins it. */
export function TimeChoice({ block, zone, acts, chosen }: TimeChoiceProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const path = `/api/review-time/blocks/${block.id}/times`;
  const { data, problem, busy, reload } = useLoad(path, (signal) => acts.api.get<ReviewTimes>(path, { signal }));
  const move = async ({ start, end }: Offered) => {
    const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
    if (await acts.run(block, 'move', { start, minutes }, { title: 'Moved', body: `${spanWords({ start, end }, zone, locale)}. It is pinned there.` })) chosen?.();
  };
  if (problem) return <ErrorNote problem={problem} retry={reload} />;
  if (!data) return <Body1 className={styles.quiet}>{busy ? 'Looking into your calendar …' : ''}</Body1>;
  if (data.times.length === 0) return <Body1 className={styles.quiet}>No time of that week is free in your working hours. You can skip the week, or drag the entry in Outlook.</Body1>;
  return (
    <ul className={styles.list} aria-label="Times that are free">
      {data.times.map((one) => (
        <li key={one.start}>
          <Button className={styles.time} disabledFocusable={acts.busy} onClick={() => void move(one)}>
            <span>
              {spanWords(one, zone, locale)}
              {doubts(one) && (
                <Caption1 block className={styles.quiet}>
                  {doubts(one)}
                </Caption1>
              )}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

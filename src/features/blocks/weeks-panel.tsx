import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { dateIn } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { marksOf, weekWords } from './block-words.ts';
import { TimeChoice } from './time-choice.tsx';
import type { BlockActs } from './use-blocks.ts';
import { WeekRow } from './week-row.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
});

interface WeeksProps {
  time: ReviewTime;
  now: Date;
  acts: BlockActs;
}

/** Weeks without room: each with times to choose from, answered by one press. */
export function AskedWeeks({ time, now, acts }: WeeksProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const today = dateIn(now, time.zone);
  const asking = time.blocks.filter((block) => marksOf(block)[0]!.text === 'Asks you' && block.can.move);
  if (asking.length === 0) return null;
  return (
    <Panel title="Choose a time" strong>
      <Rows>
        {asking.map((block) => (
          <li key={block.id}>
            <div className={styles.stack}>
              <Body1>
                {weekWords(block.week, today, locale)}: {block.note}
              </Body1>
              <TimeChoice block={block} zone={time.zone} acts={acts} />
              <div>
                <Button size="small" appearance="subtle" disabledFocusable={acts.busy} onClick={() => void acts.run(block, 'skip', undefined, { title: 'Skipped', body: 'Nothing is planned for that week.' })}>
                  None of these: skip that week
                </Button>
              </div>
            </div>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}

/** The weeks that are planned. */
export function WeeksPanel({ time, now, acts }: WeeksProps) {
  const styles = useStyles();
  const today = dateIn(now, time.zone);
  const weeks = new Set(time.blocks.map(({ week }) => week)).size;
  return (
    <Panel title={weeks > 1 ? `The next ${weeks} weeks` : 'What is planned'}>
      {time.blocks.length === 0 && <Body1 className={styles.quiet}>{time.settings?.status === 'on' ? 'The weeks are being planned.' : 'Nothing is planned.'}</Body1>}
      {time.blocks.length > 0 && (
        <Rows label="Planned weeks">
          {time.blocks.map((block) => (
            <WeekRow key={block.id} block={block} zone={time.zone} today={today} now={now} acts={acts} />
          ))}
        </Rows>
      )}
    </Panel>
  );
}

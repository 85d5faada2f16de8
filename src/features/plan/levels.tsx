import { Body1, Caption1, makeStyles, Select, tokens } from '@fluentui/react-components';
import { newId } from '../../api/ids.ts';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { type Goal, levelNames, signed } from './plan-draft.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  levels: { margin: 0, display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`, '& dd': { margin: 0, overflowWrap: 'anywhere' } },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

interface LevelsProps {
  goal: Goal;
  /** Today in the viewer's zone, `YYYY-MM-DD`. */
  today: string;
  /** Left out where nothing may be changed. */
  change?: ((goal: Goal) => void) | undefined;
}

/** What more and less than hoped would look like, and where the client says they are. One rating a day. */
export function Levels({ goal, today, change }: LevelsProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const { levels } = goal;
  if (!levels) return null;
  const last = goal.ratings.at(-1);
  const rate = (level: number) => change?.({ ...goal, ratings: [...goal.ratings.filter(({ on }) => on !== today), { id: newId(), on: today, level }].slice(-60) });
  const worded = levelNames.filter(([name]) => levels[name] !== '');
  return (
    <div className={styles.stack}>
      <dl className={styles.levels}>
        {worded.flatMap(([name, level]) => [
          <dt key={name}><Caption1 className={styles.quiet}>{signed(level)}</Caption1></dt>,
          <dd key={`${name} text`} dir="auto"><Body1>{levels[name]}</Body1></dd>,
        ])}
      </dl>
      <div className={styles.row}>
        {change && (
          <Select aria-label="Where are you now?" value="" onChange={(_event, { value }) => value !== '' && rate(Number(value))}>
            <option value="">Where are you now?</option>
            {levelNames.map(([name, level, words]) => <option key={name} value={level}>{`${signed(level)}: ${words}`}</option>)}
          </Select>
        )}
        {last && <Caption1 className={styles.quiet}>Last rated {signed(last.level)}, on {dateText(last.on, locale)}.</Caption1>}
      </div>
    </div>
  );
}

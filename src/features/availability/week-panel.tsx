import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, CopyRegular } from '@fluentui/react-icons';
import { fieldMark } from '../../components/field-errors.ts';
import { Panel } from '../../components/panel.tsx';
import type { WeeklyDraft } from './availability-draft.ts';
import { copyToWorkdays, nextWindow, weekdayNames, windowsOn, withEntry } from './hours-editing.ts';
import { HoursRow } from './hours-row.tsx';

const useStyles = makeStyles({
  days: { display: 'flex', flexDirection: 'column' },
  day: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    alignItems: 'start',
    border: 'none',
    margin: 0,
    paddingInline: 0,
    paddingBlock: tokens.spacingVerticalS,
    minWidth: 0,
    '@media (min-width: 520px)': { gridTemplateColumns: '96px minmax(0, 1fr)' },
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  // Level with what stands beside: inputs, or words as high as these.
  name: { paddingTop: '6px', fontWeight: tokens.fontWeightSemibold },
  windows: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, alignItems: 'center', minHeight: '32px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** As many as the API takes on one page. */
const mostWindows = 42;

interface WeekPanelProps {
  weekly: readonly WeeklyDraft[];
  change: (weekly: WeeklyDraft[]) => void;
}

/** The hours of a usual week; a day may have several, or none. */
export function WeekPanel({ weekly, change }: WeekPanelProps) {
  const styles = useStyles();
  return (
    <Panel title="Office hours (optional)">
      <Body1 className={styles.quiet}>When you coach in a usual week, in your own time. With a calendar link as well, times must fit both.</Body1>
      <div className={styles.days} {...fieldMark('officeHours.weekly')}>
        {weekdayNames.map((name, index) => (
          <Day key={name} name={name} weekday={index + 1} weekly={weekly} change={change} />
        ))}
      </div>
    </Panel>
  );
}

function Day({ name, weekday, weekly, change }: WeekPanelProps & { name: string; weekday: number }) {
  const styles = useStyles();
  const windows = windowsOn(weekly, weekday);
  return (
    <section className={styles.day} aria-label={name}>
      <Body1 className={styles.name}>{name}</Body1>
      <div className={styles.windows}>
        {windows.map(({ index, start, end }) => (
          <HoursRow
            key={index}
            field={`officeHours.weekly.${index}`}
            whose={name}
            value={{ start, end }}
            change={(value) => change(withEntry(weekly, index, { weekday, ...value }))}
            remove={() => change(withEntry(weekly, index, null))}
          />
        ))}
        <div className={styles.actions}>
          {windows.length === 0 && <Caption1 className={styles.quiet}>No hours</Caption1>}
          {weekly.length < mostWindows && (
            <Button appearance="subtle" size="small" icon={<AddRegular />} aria-label={`Add hours, ${name}`} onClick={() => change([...weekly, { weekday, ...nextWindow(windows) }])}>
              Add hours
            </Button>
          )}
          {windows.length > 0 && weekday <= 5 && (
            <Button appearance="subtle" size="small" icon={<CopyRegular />} aria-label={`Copy ${name} to all weekdays`} onClick={() => change(copyToWorkdays(weekly, weekday))}>
              Copy to weekdays
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

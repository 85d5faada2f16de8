import { Body1, Button, Caption1, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { fieldMark } from '../../components/field-errors.ts';
import { FormField } from '../../components/form-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { dateIn, dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { OverrideDraft } from './availability-draft.ts';
import { nextWindow, withEntry } from './hours-editing.ts';
import { HoursRow } from './hours-row.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  day: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalM, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  head: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-end', justifyContent: 'space-between', maxWidth: '340px' },
  date: { minWidth: 0, '& > input': { minWidth: 0, width: '100%' } },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  // Its words stand under the other words, not its frame.
  add: { alignSelf: 'flex-start', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
});

interface OverridesPanelProps {
  overrides: readonly OverrideDraft[];
  change: (overrides: OverrideDraft[]) => void;
  now: Date;
  zone: string;
}

/** Days that are not as usual: a day off, or other hours. */
export function OverridesPanel({ overrides, change, now, zone }: OverridesPanelProps) {
  const styles = useStyles();
  return (
    <Panel title="Days that differ">
      <Body1 className={styles.quiet}>A day off, or a day with other hours.</Body1>
      {overrides.map((override, index) => (
        <Day key={index} override={override} index={index} today={dateIn(now, zone)} change={(next) => change(withEntry(overrides, index, next))} />
      ))}
      <Button className={styles.add} appearance="subtle" icon={<AddRegular />} onClick={() => change([...overrides, { date: '', windows: [] }])}>
        Add a day
      </Button>
    </Panel>
  );
}

interface DayProps {
  override: OverrideDraft;
  index: number;
  today: string;
  /** Null takes the day out. */
  change: (override: OverrideDraft | null) => void;
}

function Day({ override, index, today, change }: DayProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const field = `officeHours.overrides.${index}`;
  const whose = override.date ? dateText(override.date, locale) : `Day ${index + 1}`;
  return (
    <section className={styles.day} aria-label={whose} {...fieldMark(field)}>
      <div className={styles.head}>
        <FormField field={`${field}.date`} label="Day">
          <Input className={styles.date} type="date" min={today} value={override.date} onChange={(_event, data) => change({ ...override, date: data.value })} />
        </FormField>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={`Remove ${whose}`} onClick={() => change(null)} />
      </div>
      {override.windows.map((window, at) => (
        <HoursRow
          key={at}
          field={`${field}.windows.${at}`}
          whose={whose}
          value={window}
          change={(value) => change({ ...override, windows: withEntry(override.windows, at, value) })}
          remove={() => change({ ...override, windows: withEntry(override.windows, at, null) })}
        />
      ))}
      <div className={styles.actions}>
        {override.windows.length === 0 && <Caption1 className={styles.quiet}>Day off</Caption1>}
        {override.windows.length < 6 && (
          <Button appearance="subtle" size="small" icon={<AddRegular />} aria-label={`Add hours, ${whose}`} onClick={() => change({ ...override, windows: [...override.windows, nextWindow(override.windows)] })}>
            Add hours
          </Button>
        )}
      </div>
    </section>
  );
}

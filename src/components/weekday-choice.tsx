import { Body1, Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { fieldMark, useFieldError } from './field-errors.ts';
import { weekdayNames } from './time.ts';

const useStyles = makeStyles({
  days: { border: 'none', padding: 0, margin: 0, minWidth: 0, display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  legend: { padding: 0 },
  error: { color: tokens.colorStatusDangerForeground3, flexBasis: '100%' },
});

interface WeekdayChoiceProps {
  field: string;
  label: string;
  /** ISO weekdays, 1 = Monday. */
  value: readonly number[];
  locale: string;
  change: (days: number[]) => void;
}

/** Some days of the week. */
export function WeekdayChoice({ field, label, value, locale, change }: WeekdayChoiceProps) {
  const styles = useStyles();
  const error = useFieldError(field);
  return (
    <fieldset className={styles.days} {...fieldMark(field)}>
      <legend className={styles.legend}>
        <Body1>{label}</Body1>
      </legend>
      {weekdayNames(locale, 'short').map((name, index) => (
        <Checkbox key={name} label={name} checked={value.includes(index + 1)} onChange={(_event, { checked }) => change(toggled(value, index + 1, checked === true))} />
      ))}
      {error && <Caption1 className={styles.error}>{error}</Caption1>}
    </fieldset>
  );
}

const toggled = (days: readonly number[], day: number, on: boolean): number[] => (on ? [...days.filter((one) => one !== day), day].toSorted() : days.filter((one) => one !== day));

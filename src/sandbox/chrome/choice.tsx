import { Label, makeStyles, Select, tokens, useId } from '@fluentui/react-components';

const useStyles = makeStyles({
  choice: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  select: { minWidth: 0, maxWidth: '240px' },
});

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [value: T, words: string])[];
  change: (value: T) => void;
}

/** A small labelled choice for the bars of the pages. */
export function Choice<T extends string>({ label, value, options, change }: ChoiceProps<T>) {
  const styles = useStyles();
  const id = useId('choice');
  return (
    <div className={styles.choice}>
      <Label htmlFor={id} size="small">
        {label}
      </Label>
      <Select id={id} size="small" className={styles.select} value={value} onChange={(_event, data) => change(data.value as T)}>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}

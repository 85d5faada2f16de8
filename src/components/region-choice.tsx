import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { FormField } from './form-field.tsx';
import { countriesIn, countryOf, partsOf, type Region } from './regions.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

interface RegionChoiceProps {
  /** The field's path in the request. */
  field: string;
  label: string;
  hint?: string | undefined;
  known: readonly Region[];
  /** A region, or one of the other answers. */
  value: string;
  /** Answers that are no region, before the countries. */
  others: readonly (readonly [value: string, words: string])[];
  change: (value: string) => void;
}

/** Whose public holidays count: a country, and a part of it where holidays differ. */
export function RegionChoice({ field, label, hint, known, value, others, change }: RegionChoiceProps) {
  const styles = useStyles();
  const other = others.some(([one]) => one === value);
  const country = other ? '' : countryOf(value);
  const parts = partsOf(known, country);
  return (
    <div className={styles.stack}>
      <FormField field={field} label={label} hint={hint}>
        <Select value={other ? value : country} onChange={(_event, data) => change(data.value)}>
          {[...others, ...countriesIn(known).map(({ code, name }) => [code, name] as const)].map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </FormField>
      {country !== '' && parts.length > 0 && (
        <Select aria-label={`${label}: part of the country`} value={value} onChange={(_event, data) => change(data.value)}>
          <option value={country}>The whole country</option>
          {parts.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

import { Select } from '@fluentui/react-components';
import { FormField } from './form-field.tsx';

interface NumberSelectProps {
  field: string;
  label: string;
  hint?: string;
  value: number;
  choices: readonly number[];
  /** How a value reads: 14 -> "Every two weeks". */
  words: (value: number) => string;
  onChange: (value: number) => void;
}

/** One of a few sensible numbers. A value that is not among them (set elsewhere) stays and is offered too. */
export function NumberSelect({ field, label, hint, value, choices, words, onChange }: NumberSelectProps) {
  const offered = choices.includes(value) ? choices : [...choices, value].toSorted((a, b) => a - b);
  return (
    <FormField field={field} label={label} hint={hint}>
      <Select value={value} onChange={(_event, data) => onChange(Number(data.value))}>
        {offered.map((choice) => (
          <option key={choice} value={choice}>
            {words(choice)}
          </option>
        ))}
      </Select>
    </FormField>
  );
}

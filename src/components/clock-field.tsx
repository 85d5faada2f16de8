import { Input } from '@fluentui/react-components';
import { FormField } from './form-field.tsx';
import { clockToMinute, minuteToClock } from './time.ts';

interface ClockFieldProps {
  field: string;
  label: string;
  hint?: string;
  /** Minutes from local midnight; 1440, the end of the day, reads as 00:00. */
  value: number;
  change: (minute: number) => void;
}

/** A time of day. What is no time yet, while it is typed, changes nothing. */
export function ClockField({ field, label, hint, value, change }: ClockFieldProps) {
  const read = (text: string) => {
    const minute = clockToMinute(text);
    if (minute !== null) change(minute);
  };
  return (
    <FormField field={field} label={label} hint={hint}>
      <Input type="time" step={300} value={minuteToClock(value % 1440)} onChange={(_event, { value: text }) => read(text)} />
    </FormField>
  );
}

import { Button, Input, Label, makeStyles, tokens, useId } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { fieldMark, useFieldError } from './field-errors.ts';
import { FormField } from './form-field.tsx';
import type { PeoplePickerProps } from './people-picker.tsx';
import type { Picked } from './people-search.ts';
import { PersonChip } from './person-chip.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, width: '100%' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center', justifyContent: 'space-between' },
  error: { color: tokens.colorPaletteRedForeground1 },
});

type PickedPersonProps = PeoplePickerProps & { value: Picked; focus: boolean };

/** The chosen person, a way to choose again, and for somebody outside the name that others will see. */
export function PickedPerson({ field, label, value, onChange, focus, viewerEmail }: PickedPersonProps) {
  const styles = useStyles();
  const id = useId('picked');
  const group = useArrivingFocus(focus && value.displayName !== '');
  const error = useFieldError(field, true) ?? useFieldError(`${field}.email`);
  return (
    <div ref={group} role="group" aria-labelledby={id} className={styles.stack}>
      <Label id={id}>{label}</Label>
      <div className={styles.row} {...fieldMark(`${field}.email`)}>
        <PersonChip name={nameOf(value, viewerEmail)} under={value.email} />
        <Button size="small" onClick={() => onChange(null)} aria-label={`Choose another ${label.toLowerCase()}`}>
          Change
        </Button>
      </div>
      {error && (
        <span role="alert" className={styles.error}>
          {error}
        </span>
      )}
      {value.objectId === null && <OutsideName field={field} value={value} onChange={onChange} focus={focus} />}
    </div>
  );
}

const nameOf = (value: Picked, viewerEmail: string | undefined): string =>
  (value.displayName || value.email) + (value.email === viewerEmail ? ' (you)' : '');

function OutsideName({ field, value, onChange, focus }: Pick<PickedPersonProps, 'field' | 'value' | 'onChange' | 'focus'>) {
  return (
    <FormField field={`${field}.displayName`} label="Their name" hint="As the others know them." required>
      <Input autoFocus={focus && value.displayName === ''} value={value.displayName} maxLength={120} autoComplete="off" onChange={(_event, { value: displayName }) => onChange({ ...value, displayName })} />
    </FormField>
  );
}

/** The input that had the focus is gone once somebody is chosen; the focus must not fall back to the page's top. */
function useArrivingFocus(wanted: boolean) {
  const group = useRef<HTMLDivElement>(null);
  const first = useRef(wanted);
  useEffect(() => {
    if (first.current) group.current?.querySelector('button')?.focus();
  }, []);
  return group;
}

import { Button, Input, Label, makeStyles, tokens, useId } from '@fluentui/react-components';
import { useArrivingFocus } from './arriving-focus.ts';
import { fieldMark, useFieldError } from './field-errors.ts';
import { FormField } from './form-field.tsx';
import type { PeoplePickerProps } from './people-picker.tsx';
import type { Picked } from './people-search.ts';
import { PersonChip } from './person-chip.tsx';

const useStyles = makeStyles({
  place: { width: '100%' },
  stack: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, width: '100%' },
  // As Fluent's Field sets its label, so that it stands on one line with that of a field beside it.
  label: { paddingBlock: tokens.spacingVerticalXXS, marginBottom: `calc(${tokens.spacingVerticalXXS} - ${tokens.spacingVerticalS})` },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center', justifyContent: 'space-between' },
  error: { color: tokens.colorPaletteRedForeground1 },
});

type PickedPersonProps = PeoplePickerProps & { value: Picked; focus: boolean };

/** The chosen person, a way to choose again, and for somebody outside the name that others will see. */
export function PickedPerson({ field, label, value, onChange, focus, viewerEmail }: PickedPersonProps) {
  const styles = useStyles();
  const id = useId('picked');
  const group = useArrivingFocus(focus, value.displayName === '' ? 'input' : 'button');
  const own = useFieldError(field, true);
  const address = useFieldError(`${field}.email`);
  const error = own ?? address;
  return (
    <div ref={group} className={styles.place}>
      <fieldset aria-labelledby={id} className={styles.stack}>
      <Label id={id} className={styles.label}>{label}</Label>
      <div className={styles.row} {...fieldMark(`${field}.email`)}>
        <PersonChip name={value.displayName || value.email} you={value.email === viewerEmail} under={value.email} />
        <Button size="small" onClick={() => onChange(null)} aria-label={`Choose another ${label.toLowerCase()}`}>
          Change
        </Button>
      </div>
      {error && (
        <span role="alert" className={styles.error}>
          {error}
        </span>
      )}
      {value.objectId === null && <OutsideName field={field} value={value} onChange={onChange} />}
      </fieldset>
    </div>
  );
}

function OutsideName({ field, value, onChange }: Pick<PickedPersonProps, 'field' | 'value' | 'onChange'>) {
  return (
    <FormField field={`${field}.displayName`} label="Their name" hint="As the others know them." required>
      <Input value={value.displayName} maxLength={120} autoComplete="off" onChange={(_event, { value: displayName }) => onChange({ ...value, displayName })} />
    </FormField>
  );
}

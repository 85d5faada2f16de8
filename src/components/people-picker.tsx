import { Button, Caption1, Combobox, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useArrivingFocus } from './arriving-focus.ts';
import { fieldMark, useFieldError } from './field-errors.ts';
import { type Found, type Picked, type SearchPeople, searchWords, typedAddress, usePeopleSearch } from './people-search.ts';
import { PickedPerson } from './picked-person.tsx';
import { PersonChip } from './person-chip.tsx';

const useStyles = makeStyles({
  stack: { width: '100%', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, alignItems: 'flex-start' },
  full: { width: '100%' },
  input: { width: '100%', minWidth: 0 },
});

export interface PeoplePickerProps {
  /** Path of the person in the request. */
  field: string;
  label: string;
  hint?: string;
  required?: boolean;
  value: Picked | null;
  onChange: (value: Picked | null) => void;
  search: SearchPeople;
  /** Also takes an address of somebody who is not in the directory. */
  outside?: boolean;
  /** One click away, with the reason: "Amara's manager". */
  suggestion?: { person: Picked; why: string } | null;
  /** Whose choice this is, to say "(you)". */
  viewerEmail?: string;
}

/** Chooses one person: typed and searched, or suggested, or by an outside address. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { field, value, onChange } = props;
  const styles = useStyles();
  const [changed, setChanged] = useState(false);
  const change = (person: Picked | null) => {
    setChanged(true);
    onChange(person);
  };
  return (
    <div {...fieldMark(field)} className={styles.stack}>
      {value ? (
        <PickedPerson {...props} value={value} onChange={change} focus={changed} />
      ) : (
        <Finder {...props} onChange={change} focus={changed} />
      )}
    </div>
  );
}

function Finder({ field, label, hint, required = false, onChange, search, outside = false, suggestion, focus }: PeoplePickerProps & { focus: boolean }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const found = usePeopleSearch(text, search);
  const error = useFieldError(field);
  const words = searchWords(found, outside);
  const place = useArrivingFocus(focus, 'input');
  const address = outside ? typedAddress(text) : null;
  const options = optionsOf(found.people, address);
  const choose = (email: string | null | undefined) => {
    const person = options.find((option) => option.email.toLowerCase() === email?.toLowerCase());
    if (person) onChange({ objectId: person.objectId, email: person.email, displayName: person.displayName });
  };
  return (
    <div ref={place} className={styles.stack}>
      <Field className={styles.full} label={label} required={required} hint={words || hint || ''} {...(error ? { validationMessage: error } : {})}>
        <Combobox
          freeform
          className={styles.input}
          placeholder={outside ? 'Name, or an address outside' : 'Name or address'}
          value={text}
          selectedOptions={[]}
          inlinePopup
          expandIcon={null}
          open={open && options.length > 0}
          onOpenChange={(_event, data) => setOpen(data.open)}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onOptionSelect={(_event, { optionValue }) => choose(optionValue)}
          onBlur={() => choose(address)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && address && !event.defaultPrevented) choose(address);
          }}
        >
          {options.map((person) => (
            <PersonOption key={person.email} person={person} />
          ))}
        </Combobox>
      </Field>
      <output style={hidden}>{words}</output>
      {suggestion && <Suggestion {...suggestion} choose={onChange} />}
    </div>
  );
}

/** Read out, not shown twice. */
const hidden = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' } as const;

/** Found people; before them the typed address itself when nobody found has it. */
function optionsOf(people: readonly Found[], address: string | null): Found[] {
  if (!address || people.some(({ email }) => email.toLowerCase() === address)) return [...people];
  return [{ objectId: null, email: address, displayName: '', jobTitle: null }, ...people];
}

function PersonOption({ person }: { person: Found }) {
  const name = person.displayName || `Use ${person.email}`;
  const under = person.displayName ? [person.jobTitle, person.email].filter(Boolean).join(', ') : 'Outside your organisation';
  return (
    <Option value={person.email} text={name}>
      <PersonChip name={name} under={under} size={28} />
    </Option>
  );
}

function Suggestion({ person, why, choose }: { person: Picked; why: string; choose: (person: Picked) => void }) {
  return (
    <Button onClick={() => choose({ objectId: person.objectId, email: person.email, displayName: person.displayName })}>
      <span>
        {person.displayName} <Caption1>({why})</Caption1>
      </span>
    </Button>
  );
}

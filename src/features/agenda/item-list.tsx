import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Button } from '../../components/native/button.tsx';
import { Input } from '../../components/native/fields.tsx';
import { Rows } from '../../components/rows.tsx';
import type { MakeFieldwork } from './agenda-panel.tsx';
import { moved } from './agenda-words.ts';
import { ItemRow } from './item-row.tsx';
import type { ShownAgenda } from './overlay.ts';
import type { AgendaHands } from './use-agenda.ts';

const useStyles = makeStyles({
  // On a narrow panel the button goes under the input, whose words would be cut off beside it.
  add: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  input: { flexGrow: 1, flexBasis: '180px', minWidth: 0 },
  button: { minWidth: 'auto', flexShrink: 0 },
});

interface ItemListProps {
  agenda: ShownAgenda;
  hands?: AgendaHands | undefined;
  makeFieldwork?: MakeFieldwork | undefined;
}

/** The items in the client's order. */
export function ItemList({ agenda: { items, can }, hands, makeFieldwork }: ItemListProps) {
  if (items.length === 0) return null;
  const ids = items.map(({ id }) => id);
  const move = (id: string, by: -1 | 1) => () => hands?.order(moved(ids, id, by));
  return (
    <Rows label="Agenda items">
      {items.map((item, index) => (
        <li key={item.id}>
          <ItemRow item={item} hands={can.change ? hands : undefined} makeFieldwork={makeFieldwork} up={index > 0 ? move(item.id, -1) : undefined} down={index < items.length - 1 ? move(item.id, 1) : undefined} />
        </li>
      ))}
    </Rows>
  );
}

/** One more item; Enter adds it and stays here for the next. */
export function AddItem({ label, placeholder = label, add }: { label: string; placeholder?: string; add: (text: string) => void }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const submit = () => {
    if (text.trim() === '') return;
    add(text.trim());
    setText('');
  };
  return (
    <form className={styles.add} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Input className={styles.input} aria-label={label} placeholder={placeholder} dir="auto" maxLength={500} value={text} onChange={(_event, { value }) => setText(value)} />
      <Button type="submit" className={styles.button}>Add</Button>
    </form>
  );
}

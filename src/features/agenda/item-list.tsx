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
  add: { display: 'flex', gap: tokens.spacingHorizontalS },
  input: { flexGrow: 1 },
  // Beside the input there is room for the word alone on a narrow panel.
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
export function AddItem({ label, add }: { label: string; add: (text: string) => void }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const submit = () => {
    if (text.trim() === '') return;
    add(text.trim());
    setText('');
  };
  return (
    <form className={styles.add} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Input className={styles.input} aria-label={label} placeholder={label} dir="auto" maxLength={500} value={text} onChange={(_event, { value }) => setText(value)} />
      <Button type="submit" className={styles.button}>Add</Button>
    </form>
  );
}

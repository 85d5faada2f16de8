import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Agenda } from '../../../server/features/agenda/contract.ts';
import { Rows } from '../../components/rows.tsx';
import { moved } from './agenda-words.ts';
import { ItemRow } from './item-row.tsx';
import type { AgendaHands } from './use-agenda.ts';

const useStyles = makeStyles({
  add: { display: 'flex', gap: tokens.spacingHorizontalS },
  input: { flexGrow: 1, minWidth: 0, '& input': { minWidth: 0 } },
  // Beside the input there is room for the word alone on a narrow panel.
  button: { minWidth: 'auto', flexShrink: 0 },
});

/** The items in the client's order. */
export function ItemList({ agenda: { items, can }, hands }: { agenda: Agenda; hands?: AgendaHands | undefined }) {
  if (items.length === 0) return null;
  const ids = items.map(({ id }) => id);
  const move = (id: string, by: -1 | 1) => () => void hands?.order(moved(ids, id, by));
  return (
    <Rows label="Agenda items">
      {items.map((item, index) => (
        <li key={item.id}>
          <ItemRow item={item} hands={can.change ? hands : undefined} up={index > 0 ? move(item.id, -1) : undefined} down={index < items.length - 1 ? move(item.id, 1) : undefined} />
        </li>
      ))}
    </Rows>
  );
}

/** One more item; Enter adds it and stays here for the next. */
export function AddItem({ label, add, busy }: { label: string; add: (text: string) => Promise<boolean>; busy: boolean }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const submit = async () => {
    if (text.trim() !== '' && (await add(text.trim()))) setText('');
  };
  return (
    <form className={styles.add} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Input className={styles.input} aria-label={label} placeholder={label} dir="auto" maxLength={500} value={text} onChange={(_event, { value }) => setText(value)} />
      <Button type="submit" className={styles.button} disabledFocusable={busy}>Add</Button>
    </form>
  );
}

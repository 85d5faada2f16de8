import { Body1, Button, Caption1, Checkbox, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DismissRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { AgendaItem } from '../../../server/features/agenda/contract.ts';
import { useArrivingFocus } from '../../components/arriving-focus.ts';
import { itemNote } from './agenda-words.ts';
import type { AgendaHands } from './use-agenda.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', width: '100%', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXS },
  words: { flexGrow: 1, flexBasis: '140px', minWidth: 0, overflowWrap: 'anywhere', paddingTop: '6px' },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', marginInlineStart: 'auto' },
  edit: { flexGrow: 1, flexBasis: '140px', minWidth: 0, '& input': { minWidth: 0 } },
});

interface ItemRowProps {
  item: AgendaItem;
  /** Left out for those who only read. */
  hands?: AgendaHands | undefined;
  /** Moves it up or down; left out at the ends. */
  up?: (() => void) | undefined;
  down?: (() => void) | undefined;
}

/** One item: ticked, worded, ordered, parked, taken away; a coach's proposal is accepted or let go. */
export function ItemRow({ item, hands, up, down }: ItemRowProps) {
  const styles = useStyles();
  const [editing, setEditing] = useState(false);
  const { id, version, state, text } = item;
  if (editing && hands) return <WordItem item={item} hands={hands} close={() => setEditing(false)} />;
  const tickable = hands && state !== 'proposed';
  return (
    <div className={styles.row}>
      {tickable && <Checkbox aria-label={`Talked about: ${text}`} checked={state === 'done'} onChange={(_event, { checked }) => void hands.change(id, { version, state: checked === true ? 'done' : 'open' })} />}
      <div className={styles.words}>
        <Body1 dir="auto" block className={mergeClasses(state === 'done' && styles.done)} style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </Body1>
        {itemNote(item) && <Caption1 className={styles.quiet}>{itemNote(item)}</Caption1>}
      </div>
      {hands && (
        <div className={styles.buttons}>
          {state === 'proposed' ? <Proposal item={item} hands={hands} /> : <Moves item={item} hands={hands} up={up} down={down} edit={() => setEditing(true)} />}
        </div>
      )}
    </div>
  );
}

function Proposal({ item: { id, version, text }, hands }: { item: AgendaItem; hands: AgendaHands }) {
  return (
    <>
      <Button size="small" appearance="primary" onClick={() => void hands.change(id, { version, state: 'open' })} aria-label={`Take it in: ${text}`}>
        Take it in
      </Button>
      <Button size="small" appearance="subtle" onClick={() => void hands.remove(id)} aria-label={`Leave it out: ${text}`}>
        Leave it out
      </Button>
    </>
  );
}

function Moves({ item, hands, up, down, edit }: ItemRowProps & { hands: AgendaHands; edit: () => void }) {
  const { id, version, state, source, text } = item;
  const parked = state === 'parked';
  return (
    <>
      <Button size="small" appearance="subtle" icon={<ArrowUpRegular />} aria-label={`Move up: ${text}`} disabledFocusable={!up} onClick={up} />
      <Button size="small" appearance="subtle" icon={<ArrowDownRegular />} aria-label={`Move down: ${text}`} disabledFocusable={!down} onClick={down} />
      {source === 'typed' && <Button size="small" appearance="subtle" icon={<EditRegular />} aria-label={`Change: ${text}`} onClick={edit} />}
      <Button size="small" appearance="subtle" aria-label={`${parked ? 'Take back' : 'Park'}: ${text}`} onClick={() => void hands.change(id, { version, state: parked ? 'open' : 'parked' })}>
        {parked ? 'Take back' : 'Park'}
      </Button>
      {source === 'typed' && <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={`Remove: ${text}`} onClick={() => void hands.remove(id)} />}
    </>
  );
}

function WordItem({ item, hands, close }: { item: AgendaItem; hands: AgendaHands; close: () => void }) {
  const styles = useStyles();
  const [text, setText] = useState(item.text);
  const place = useArrivingFocus(true, 'input');
  const save = async () => {
    if (text.trim() === '' || (await hands.change(item.id, { version: item.version, text }))) close();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div ref={place} className={styles.row}>
      <Input className={styles.edit} aria-label="Item" dir="auto" maxLength={500} value={text} onChange={(_event, { value }) => setText(value)} onKeyDown={(event) => event.key === 'Escape' && close()} />
      <Button type="submit" appearance="primary" disabledFocusable={hands.busy}>Save</Button>
      </div>
    </form>
  );
}

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DismissRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { AgendaItem } from '../../../server/features/agenda/contract.ts';
import { useArrivingFocus } from '../../components/arriving-focus.ts';
import { Button } from '../../components/native/button.tsx';
import { Checkbox } from '../../components/native/checkbox.tsx';
import { Input } from '../../components/native/fields.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import type { MakeFieldwork } from './agenda-panel.tsx';
import { itemNote } from './agenda-words.ts';
import type { ShownItem } from './overlay.ts';
import type { AgendaHands } from './use-agenda.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', width: '100%', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXS },
  words: { flexGrow: 1, flexBasis: '140px', minWidth: 0, overflowWrap: 'anywhere', paddingTop: '6px' },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', marginInlineStart: 'auto' },
  edit: { flexGrow: 1, flexBasis: '140px', minWidth: 0 },
  make: { minWidth: 'auto' },
});

interface ItemRowProps {
  item: ShownItem;
  /** Left out for those who only read. */
  hands?: AgendaHands | undefined;
  /** Moves it up or down; left out at the ends. */
  up?: (() => void) | undefined;
  down?: (() => void) | undefined;
  /** In the meeting: its words become fieldwork. */
  makeFieldwork?: MakeFieldwork | undefined;
}

/** What is open and is no fieldwork already. */
const mayBecomeFieldwork = ({ state, source }: AgendaItem): boolean => state !== 'proposed' && state !== 'done' && source !== 'help';

/** One item: ticked, worded, ordered, parked, taken away; a coach's proposal is accepted or let go. */
export function ItemRow({ item, hands, up, down, makeFieldwork }: ItemRowProps) {
  const styles = useStyles();
  const [editing, setEditing] = useState(false);
  const { id, version, state, text } = item;
  if (editing && hands) return <WordItem item={item} hands={hands} close={() => setEditing(false)} />;
  const note = [itemNote(item), item.pending && 'not sent yet'].filter(Boolean).join(' · ');
  const tickable = hands && state !== 'proposed';
  return (
    <div className={styles.row}>
      {tickable && <Checkbox aria-label={`Talked about: ${text}`} checked={state === 'done'} onChange={(_event, { checked }) => hands.change(id, { version, state: checked === true ? 'done' : 'open' })} />}
      <div className={styles.words}>
        <Body1 dir="auto" block className={mergeClasses(state === 'done' && styles.done)} style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </Body1>
        {note && <Caption1 className={styles.quiet}>{note}</Caption1>}
      </div>
      {(hands || makeFieldwork) && (
        <div className={styles.buttons}>
          {makeFieldwork && mayBecomeFieldwork(item) && (
            <Button size="small" className={styles.make} onClick={() => makeFieldwork(item, () => hands?.change(id, { version, state: 'done' }))} aria-label={`Make it fieldwork: ${text}`}>
              Make it fieldwork
            </Button>
          )}
          {hands && (state === 'proposed' ? <Proposal item={item} hands={hands} /> : <Moves item={item} hands={hands} up={up} down={down} edit={() => setEditing(true)} />)}
        </div>
      )}
    </div>
  );
}

function Proposal({ item: { id, version, text }, hands }: { item: ShownItem; hands: AgendaHands }) {
  return (
    <>
      <Button size="small" appearance="primary" onClick={() => hands.change(id, { version, state: 'open' })} aria-label={`Take it in: ${text}`}>
        Take it in
      </Button>
      <Button size="small" appearance="subtle" onClick={() => hands.remove(id)} aria-label={`Leave it out: ${text}`}>
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
      <Button size="small" appearance="subtle" aria-label={`${parked ? 'Take back' : 'Park'}: ${text}`} onClick={() => hands.change(id, { version, state: parked ? 'open' : 'parked' })}>
        {parked ? 'Take back' : 'Park'}
      </Button>
      {(source === 'typed' || source === 'help') && <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={`Remove: ${text}`} onClick={() => hands.remove(id)} />}
    </>
  );
}

function WordItem({ item, hands, close }: { item: ShownItem; hands: AgendaHands; close: () => void }) {
  const styles = useStyles();
  // What others write meanwhile is not overwritten unseen: what is sent says which version was read.
  const [read] = useState(item);
  const [text, setText] = useState(read.text);
  const place = useArrivingFocus(true, 'input');
  const save = () => {
    if (text.trim() !== '' && text.trim() !== read.text) hands.change(read.id, { version: read.version, text: text.trim() });
    close();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); save(); }}>
      <div ref={place} className={styles.row}>
      <Input className={styles.edit} aria-label="Item" dir="auto" maxLength={500} value={text} onChange={(_event, { value }) => setText(value)} onKeyDown={(event) => event.key === 'Escape' && close()} />
      <Button type="submit" appearance="primary">Save</Button>
      </div>
    </form>
  );
}

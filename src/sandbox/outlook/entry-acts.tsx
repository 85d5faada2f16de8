import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { type CalendarEntry, deleteEntry, moveEntry } from '../tenant/calendar.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { instantOf, wallOf } from './week.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 190px', minWidth: 0 },
  input: { minWidth: 0 },
});

interface EntryActsProps {
  entry: CalendarEntry;
  one: Anybody;
  changed: () => void;
  gone: () => void;
}

/** What people do to entries with their own hands: drag them elsewhere, delete them. */
export function EntryActs(props: EntryActsProps) {
  const { entry, one } = props;
  return (
    <>
      {one.kind === 'person' && !entry.isAllDay && !entry.isCancelled && <Move {...props} />}
      <Remove {...props} />
    </>
  );
}

/** In Outlook an attendee can move their copy too; then only theirs moves. */
function Move({ entry, one, changed }: EntryActsProps) {
  const styles = useStyles();
  const notify = useNotify();
  const [text, setText] = useState(() => wallOf(entry.start, one.zone));
  const move = useAction(async () => {
    const start = instantOf({ local: text, zone: one.zone });
    const minutes = Date.parse(entry.end) - Date.parse(entry.start);
    await moveEntry(one.address, entry.id, start.toISOString(), new Date(start.getTime() + minutes).toISOString());
    notify.done('Moved', entry.isOrganizer && entry.attendees.length > 0 ? 'Everybody is asked anew.' : 'Only in this calendar.');
    changed();
  });
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') void move.run();
      }}
    >
      <Field label="Move to" className={styles.field}>
        <Input type="datetime-local" className={styles.input} value={text} onChange={(_event, { value }) => setText(value)} />
      </Field>
      <Button type="submit" disabledFocusable={move.busy}>
        Move
      </Button>
      <ErrorNote problem={move.problem} />
    </form>
  );
}

function Remove({ entry, one, changed, gone }: EntryActsProps) {
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const cancels = entry.isOrganizer && entry.attendees.length > 0;
  const remove = useAction(async () => {
    await deleteEntry(one.address, entry.id);
    notify.done(cancels ? 'Cancelled' : 'Deleted', cancels ? 'Everybody invited is told.' : 'The organiser is not told.');
    gone();
    changed();
  });
  return (
    <Confirm
      ask={cancels ? 'Cancel the meeting' : 'Delete'}
      question={cancels ? 'Cancel this meeting for everybody?' : 'Delete this from the calendar?'}
      yes={cancels ? 'Yes, cancel it' : 'Yes, delete it'}
      no="Keep it"
      asking={asking}
      setAsking={setAsking}
      busy={remove.busy}
      problem={remove.problem}
      go={() => void remove.run()}
    />
  );
}

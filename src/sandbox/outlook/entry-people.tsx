import { Body1, Button, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { acceptProposal, type CalendarEntry, changeAttendees, forwardInvitation, handOver } from '../tenant/calendar.ts';
import type { Anybody } from '../tenant/tenant.ts';
import { answerWords } from './entry-words.ts';

const useStyles = makeStyles({
  people: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 190px', minWidth: 0 },
  input: { minWidth: 0 },
});

interface EntryPeopleProps {
  entry: CalendarEntry;
  one: Anybody;
  changed: () => void;
}

/** Who is invited and what they answered; with what the owner of this calendar can do about it. */
export function EntryPeople(props: EntryPeopleProps) {
  const styles = useStyles();
  const { entry, one } = props;
  const meeting = entry.attendees.length > 0;
  const organises = one.kind === 'person' && entry.isOrganizer && !entry.isCancelled;
  return (
    <>
      {meeting && (
        <ul className={styles.people} aria-label="People">
          <li>
            <Body1>{entry.organizer.name}</Body1> <Caption1>organiser</Caption1>
          </li>
          {entry.attendees.map((attendee) => (
            <Attendee key={attendee.address} attendee={attendee} organises={organises} {...props} />
          ))}
        </ul>
      )}
      {organises && <Invite {...props} />}
      {organises && meeting && <HandOver {...props} />}
      {one.kind === 'person' && !entry.isOrganizer && !entry.isCancelled && meeting && <Forward {...props} />}
    </>
  );
}

function Attendee({ attendee, organises, entry, one, changed }: EntryPeopleProps & { attendee: CalendarEntry['attendees'][number]; organises: boolean }) {
  const styles = useStyles();
  const notify = useNotify();
  const { address, name, response, proposedNewTime } = attendee;
  const takeOff = useAction(async () => {
    await changeAttendees(one.address, entry.id, { remove: [address] });
    notify.done(`${name} is not invited any more`, 'Nobody else is told.');
    changed();
  });
  const accept = useAction(async () => {
    await acceptProposal(one.address, entry.id, address);
    notify.done('Moved to the proposed time', 'Everybody is asked anew.');
    changed();
  });
  return (
    <li>
      <div className={styles.row}>
        <Body1>{name}</Body1>
        <Caption1>{answerWords[response]}</Caption1>
        {organises && (
          <Button size="small" appearance="subtle" aria-label={`Take ${name} off`} disabledFocusable={takeOff.busy} onClick={() => void takeOff.run()}>
            Take off
          </Button>
        )}
      </div>
      {organises && proposedNewTime && (
        <div className={styles.row}>
          <Caption1>proposes</Caption1>
          <ZonedTime start={proposedNewTime.start} end={proposedNewTime.end} />
          <Button size="small" disabledFocusable={accept.busy} onClick={() => void accept.run()}>
            Accept proposal
          </Button>
        </div>
      )}
      <ErrorNote problem={takeOff.problem ?? accept.problem} />
    </li>
  );
}

const Invite = ({ entry, one, changed }: EntryPeopleProps) => (
  <AddressForm label="Invite also" button="Invite" done="Invited" act={(to) => changeAttendees(one.address, entry.id, { add: [{ address: to }] })} changed={changed} />
);

const Forward = ({ entry, one, changed }: EntryPeopleProps) => (
  <AddressForm label="Forward to" button="Forward" done="Forwarded; the organiser is told" act={(to) => forwardInvitation(one.address, entry.id, to)} changed={changed} />
);

/** Exchange changes no organiser: the meeting is cancelled, and the other one makes it anew. */
const HandOver = ({ entry, one, changed }: EntryPeopleProps) => (
  <AddressForm label="Hand over to" button="Hand over" done="Cancelled, and organised anew by them" act={(to) => handOver(one.address, entry.id, to)} changed={changed} />
);

interface AddressFormProps {
  label: string;
  button: string;
  done: string;
  act: (to: string) => Promise<unknown>;
  changed: () => void;
}

function AddressForm({ label, button, done, act, changed }: AddressFormProps) {
  const styles = useStyles();
  const notify = useNotify();
  const [to, setTo] = useState('');
  const go = useAction(async () => {
    await act(to.trim());
    setTo('');
    notify.done(done);
    changed();
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (to.trim() !== '') void go.run();
      }}
    >
      <Field label={label} className={styles.field}>
        <Input type="email" placeholder="Address" className={styles.input} value={to} onChange={(_event, { value }) => setTo(value)} />
      </Field>
      <Button type="submit" disabledFocusable={go.busy}>
        {button}
      </Button>
      <ErrorNote problem={go.problem} />
    </form>
  );
}

import { Body1, Button, Caption1, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import type { CalendarEntry } from '../tenant/calendar.ts';
import { behave, type Behaviour, type Call, readMeeting } from '../tenant/meeting.ts';
import { behaviourWords, ways } from './presence-choices.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 190px', minWidth: 0 },
  control: { minWidth: 0 },
});

interface EntryPresenceProps {
  entry: CalendarEntry;
  user: string;
}

/** Who comes to the online meeting, when, and as whom; and once it is over, what Teams will report of it. */
export function EntryPresence({ entry, user }: EntryPresenceProps) {
  const meeting = useLoad(`meeting ${user} ${entry.id} ${entry.start}`, (signal) => readMeeting(user, entry.id, signal));
  return (
    <Disclosure title="Who will be there" under="Let somebody come late, leave, dial in, send another, or not come." fields="presence">
      <ErrorNote problem={meeting.problem} retry={meeting.reload} />
      {meeting.data && <Presence entry={entry} user={user} {...meeting.data} changed={meeting.reload} />}
    </Disclosure>
  );
}

type PresenceProps = EntryPresenceProps & { people: Behaviour[]; calls: Call[]; changed: () => void };

function Presence({ entry, user, people, calls, changed }: PresenceProps) {
  const styles = useStyles();
  const nameOf = (who: string): string => [entry.organizer, ...entry.attendees].find(({ address }) => address === who)?.name ?? who;
  return (
    <>
      <ul className={styles.list} aria-label="Who comes">
        {people.map((one) => (
          <li key={one.who}>
            <Body1>{nameOf(one.who)}</Body1> <Caption1>{behaviourWords(one)}</Caption1>
          </li>
        ))}
      </ul>
      {calls.map((call) => (
        <Body1 key={call.id}>
          Teams reports {call.present.length === 0 ? 'nobody' : call.present.map(({ identity }) => identity.displayName).join(', ')}, from {call.reportAt.slice(11, 16)} UTC.
        </Body1>
      ))}
      <Change entry={entry} user={user} people={people.map(({ who }) => ({ address: who, name: nameOf(who) }))} changed={changed} />
    </>
  );
}

function Change({ entry, user, people, changed }: EntryPresenceProps & { people: { address: string; name: string }[]; changed: () => void }) {
  const styles = useStyles();
  const notify = useNotify();
  const [who, setWho] = useState('');
  const [key, setKey] = useState('usual');
  const [as, setAs] = useState('');
  const set = useAction(async () => {
    const way = ways.find((one) => one.key === key)!;
    const length = Math.round((Date.parse(entry.end) - Date.parse(entry.start)) / 60_000);
    const visits = way.visits(length) ?? (as === '' ? null : [{ from: 0, to: length }]);
    await behave({ user, id: entry.id, who: (who || people[0]?.address) ?? user, visits, guise: { ...way.guise, ...(as !== '' && { kind: 'account', address: as }) } });
    notify.done('Noted', 'It happens when the clock gets there.');
    changed();
  });
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        void set.run();
      }}
    >
      <Field label="Who" className={styles.field}>
        <Select className={styles.control} value={who} onChange={(_event, { value }) => setWho(value)}>
          {people.map(({ address, name }) => (
            <option key={address} value={address}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="What they do" className={styles.field}>
        <Select className={styles.control} value={key} onChange={(_event, { value }) => setKey(value)}>
          {ways.map((way) => (
            <option key={way.key} value={way.key}>
              {way.words}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Sends somebody else (address)" className={styles.field}>
        <Input className={styles.control} type="email" value={as} onChange={(_event, { value }) => setAs(value.trim())} />
      </Field>
      <Button type="submit" disabledFocusable={set.busy}>
        Set
      </Button>
      <ErrorNote problem={set.problem} />
    </form>
  );
}

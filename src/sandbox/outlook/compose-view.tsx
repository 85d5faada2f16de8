import { Body1, Button, Field, Input, makeStyles, Subtitle1, Switch, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { useAddress } from '../chrome/address.ts';
import { ask } from '../tenant/api.ts';
import type { Person } from '../tenant/tenant.ts';
import { HtmlFrame } from './html-frame.tsx';
import type { Details, FormState } from './pane/office-messages.ts';
import { WithPane } from './pane/pane-button.tsx';
import { instantOf, wallOf } from './week.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, padding: tokens.spacingVerticalL, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusXLarge },
  title: { margin: 0 },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
});

const hourMs = 3_600_000;

function emptyForm(now: Date): FormState {
  const start = new Date(Math.ceil((now.getTime() + hourMs) / hourMs) * hourMs);
  return { subject: '', start: start.toISOString(), end: new Date(start.getTime() + hourMs / 2).toISOString(), requiredAttendees: [], optionalAttendees: [], body: '', sensitivity: 'normal', properties: {} };
}

const toText = (people: readonly Details[]): string => people.map(({ emailAddress }) => emailAddress).join('; ');
const toPeople = (text: string, before: readonly Details[]): Details[] =>
  text.split(/[;,\s]+/).filter((one) => one.includes('@')).map((one) => before.find(({ emailAddress }) => emailAddress === one) ?? { emailAddress: one, displayName: one });

/** The form of a new meeting, with the ribbon over it. */
export function ComposeView({ one, now, addInId }: { one: Person; now: Date; addInId: string }) {
  const styles = useStyles();
  const notify = useNotify();
  const { change: go } = useAddress();
  const [form, setForm] = useState(() => emptyForm(now));
  const [online, setOnline] = useState(false);
  // Add-ins read what was written a moment ago, before it is drawn.
  const latest = useRef(form);
  const write = (part: Partial<FormState>) => {
    latest.current = { ...latest.current, ...part };
    setForm(latest.current);
  };
  const send = useAction(async () => {
    const { subject, start, end, body, requiredAttendees, optionalAttendees, sensitivity, properties } = latest.current;
    const people = (list: Details[], type: string) => list.map(({ emailAddress, displayName }) => ({ address: emailAddress, name: displayName, type }));
    const attendees = [...people(requiredAttendees, 'required'), ...people(optionalAttendees, 'optional')];
    const addIns = Object.keys(properties).length > 0 ? { [addInId]: properties } : {};
    await ask('/calendar/compose', { method: 'POST', body: { user: one.address, subject: subject || 'No subject', bodyHtml: body, span: { start, end }, attendees, isPrivate: sensitivity === 'private', online, addIns } });
    notify.done('Sent', 'Everybody is invited.');
    go({ view: 'calendar', week: start.slice(0, 10), event: null });
  });
  return (
    <WithPane one={one} item={{ kind: 'form', itemId: null }} form={{ read: () => latest.current, write }}>
      <form
        className={styles.form}
        aria-label="New meeting"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run();
        }}
      >
        <Subtitle1 as="h2" className={styles.title}>
          New meeting
        </Subtitle1>
        <Fields form={form} write={write} zone={one.zone} />
        <Switch label="Teams meeting" checked={online} onChange={(_event, { checked }) => setOnline(checked)} />
        {form.body === '' ? <Body1>(no text)</Body1> : <HtmlFrame title="Text of the invitation" html={form.body} user={one.address} />}
        <ErrorNote problem={send.problem} />
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={send.busy}>
            Send
          </Button>
          <Button onClick={() => go({ view: 'calendar' })}>Discard</Button>
        </div>
      </form>
    </WithPane>
  );
}

function Fields({ form, write, zone }: { form: FormState; write: (part: Partial<FormState>) => void; zone: string }) {
  const at = (name: 'start' | 'end') => ({
    type: 'datetime-local' as const,
    value: wallOf(form[name], zone),
    onChange: (_event: unknown, { value }: { value: string }) => value !== '' && write({ [name]: instantOf({ local: value, zone }).toISOString() }),
  });
  const to = (name: 'requiredAttendees' | 'optionalAttendees') => ({
    key: toText(form[name]),
    defaultValue: toText(form[name]),
    onBlur: (event: React.FocusEvent<HTMLInputElement>) => write({ [name]: toPeople(event.target.value, form[name]) }),
  });
  const { key: requiredKey, ...required } = to('requiredAttendees');
  const { key: optionalKey, ...optional } = to('optionalAttendees');
  return (
    <>
      <Field label="Subject">
        <Input value={form.subject} onChange={(_event, { value }) => write({ subject: value })} />
      </Field>
      <Field label="Required">
        <Input key={requiredKey} {...required} />
      </Field>
      <Field label="Optional">
        <Input key={optionalKey} {...optional} />
      </Field>
      <Field label="Start">
        <Input {...at('start')} />
      </Field>
      <Field label="End">
        <Input {...at('end')} />
      </Field>
    </>
  );
}

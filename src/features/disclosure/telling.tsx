import { Button, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Ladder } from '../../../server/features/disclosure/contract.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import type { LadderProps } from './ladder-parts.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  area: { width: '100%', '& textarea': { minHeight: '180px', fieldSizing: 'content', maxHeight: '60vh' } },
});

/** The client goes first: a draft to put into one's own words, sent from one's own mailbox, or a word that it is done. */
export function Telling({ api, ladder, replace, path }: LadderProps & { path: string }) {
  const styles = useStyles();
  const notify = useNotify();
  const [subject, setSubject] = useState('About my coaching sessions');
  const [text, setText] = useState(ladder.draft ?? '');
  // One id for this message, however often it is pressed.
  const [id] = useState(newId);
  const [asking, setAsking] = useState(false);
  const { version, sponsorName } = ladder;
  const send = useAction(async () => {
    replace(await api.post<Ladder>(`${path}/telling`, { version, id, subject, text }));
    notify.done(`Sent to ${sponsorName}`);
  });
  const keep = useAction(async () => {
    replace(await api.put<Ladder>(`${path}/draft`, { version, text }));
    notify.done('Kept', 'Nobody but you reads it.');
  });
  const done = useAction(async () => replace(await api.post<Ladder>(`${path}/told`, { version })));
  const form = useForm(send.problem ?? keep.problem);
  const submit = () => {
    if (!form.refused(missing({ subject, text }))) setAsking(true);
  };
  return (
    <Panel title={`Tell ${sponsorName} yourself`}>
      <Body1>In your own words, and only what you want to say. It leaves from your own mailbox.</Body1>
      <Form form={form} onSubmit={submit}>
        <FormField field="subject" label="Subject">
          <Input value={subject} maxLength={200} onChange={(_event, { value }) => setSubject(value)} />
        </FormField>
        <FormField field="text" label="Message">
          <Textarea className={styles.area} value={text} maxLength={4000} resize="vertical" onChange={(_event, { value }) => setText(value)} />
        </FormField>
        {asking ? (
          <Sure to={sponsorName} busy={send.busy} go={() => void send.run()} leave={() => setAsking(false)} />
        ) : (
          <div className={styles.row}>
            <Button type="submit" appearance="primary">
              Send …
            </Button>
            <Button disabledFocusable={keep.busy} onClick={() => void keep.run()}>
              Keep as a draft
            </Button>
            <Button disabledFocusable={done.busy} onClick={() => void done.run()}>
              I have told them myself
            </Button>
          </div>
        )}
      </Form>
      <ErrorNote problem={done.problem} />
      <Caption1 className={styles.quiet}>Was a session otherwise? Open it above and say so: until your coach has looked, nothing goes on.</Caption1>
    </Panel>
  );
}

const wanted = { subject: 'Say what it is about.', text: 'Write a line or two.' } as const;
const missing = (written: Record<keyof typeof wanted, string>) =>
  (['subject', 'text'] as const).filter((path) => written[path].trim() === '').map((path) => ({ path, message: wanted[path] }));

function Sure({ to, busy, go, leave }: { to: string | null; busy: boolean; go: () => void; leave: () => void }) {
  const styles = useStyles();
  return (
    <>
      <output>
        <Body1>{`Send this to ${to} now? It cannot be called back.`}</Body1>
      </output>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={busy} onClick={go}>
          Send it now
        </Button>
        <Button onClick={leave}>Not yet</Button>
      </div>
    </>
  );
}

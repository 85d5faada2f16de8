import { Body1, Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Attendance } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'stretch', minWidth: 0 },
});

interface DisputeProps {
  api: Api;
  attendance: Attendance;
  changed: (attendance: Attendance) => void;
}

/** The client's way to object to what is held to have happened, and to take that back. */
export function Dispute({ api, attendance, changed }: DisputeProps) {
  const { can } = attendance;
  const path = `/api/sessions/${attendance.sessionId}/attendance/dispute`;
  const withdraw = useAction(async () => changed(await api.delete<Attendance>(path)));
  if (can.withdrawDispute) {
    return (
      <>
        <Body1>Your coach is asked to look at it. Until then it counts for nothing.</Body1>
        <div>
          <Button disabledFocusable={withdraw.busy} onClick={() => void withdraw.run()}>
            Take it back
          </Button>
        </div>
        <ErrorNote problem={withdraw.problem} />
      </>
    );
  }
  return can.dispute ? <Objecting api={api} attendance={attendance} changed={changed} path={path} /> : null;
}

function Objecting({ api, attendance, changed, path }: DisputeProps & { path: string }) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (open) form.current?.querySelector('textarea')?.focus();
  }, [open]);
  const send = useAction(async () => changed(await api.put<Attendance>(path, { version: attendance.version, why })));
  if (!open) {
    return (
      <div>
        <Button appearance="subtle" onClick={() => setOpen(true)}>
          That is not how it was
        </Button>
      </div>
    );
  }
  return (
    <form
      ref={form}
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        void send.run();
      }}
    >
      <Field label="How was it?" hint="Your coach reads it, nobody else.">
        <Textarea value={why} maxLength={500} resize="vertical" onChange={(_event, { value }) => setWhy(value)} />
      </Field>
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabledFocusable={send.busy}>
          Send to the coach
        </Button>
        <Button onClick={() => setOpen(false)}>Leave it</Button>
      </div>
      <ErrorNote problem={send.problem} />
    </form>
  );
}

import { Body1, Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Attendance } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useArrivingFocus, useFocusBack, useLostFocus } from '../../components/arriving-focus.ts';
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
export function Dispute(props: DisputeProps) {
  const { can } = props.attendance;
  const place = useLostFocus<HTMLDivElement>(`${can.dispute} ${can.withdrawDispute}`, 'button');
  const styles = useStyles();
  return (
    <div ref={place} className={styles.stack}>
      {can.withdrawDispute ? <Objected {...props} /> : can.dispute && <Objecting {...props} />}
    </div>
  );
}

const pathOf = ({ sessionId }: Attendance): string => `/api/sessions/${sessionId}/attendance/dispute`;

function Objected({ api, attendance, changed }: DisputeProps) {
  const withdraw = useAction(async () => changed(await api.delete<Attendance>(pathOf(attendance))));
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

function Objecting({ api, attendance, changed }: DisputeProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const form = useArrivingFocus<HTMLFormElement>(open, 'textarea');
  const start = useFocusBack<HTMLDivElement>(open, 'button');
  const send = useAction(async () => changed(await api.put<Attendance>(pathOf(attendance), { version: attendance.version, why })));
  if (!open) {
    return (
      <div ref={start}>
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

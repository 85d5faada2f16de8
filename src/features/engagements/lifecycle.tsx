import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, DialogTrigger, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { addDays, dateIn, dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import type { PartProps } from './part.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A pause is most often a leave of two weeks. */
const usualPauseDays = 14;

/** Pausing to a date, going on, and ending. Nothing for those who may do none of it. */
export function Lifecycle(props: PartProps) {
  const styles = useStyles();
  const { can } = props.engagement;
  if (!can.pause && !can.resume && !can.end) return null;
  return (
    <Panel title={can.resume ? 'Go on or end' : 'Pause or end'}>
      {can.pause && <Pause {...props} />}
      <div className={styles.row}>
        {can.resume && <Resume {...props} />}
        {can.end && <End {...props} />}
      </div>
    </Panel>
  );
}

function Pause({ api, path, changed }: PartProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const notify = useNotify();
  const today = dateIn(api.now(), zone);
  const [until, setUntil] = useState(addDays(today, usualPauseDays));
  const pause = useAction(() => api.post<Engagement>(`${path}/pause`, { until }));
  const form = useForm(pause.problem);
  const submit = async () => {
    if (form.refused(until > today ? [] : [{ path: 'until', message: 'Choose a day after today.' }]) || !(await pause.run())) return;
    notify.done(`Paused until ${dateText(until, locale)}`);
    changed();
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      <FormField field="until" label="Pause until" hint="Until then nobody is asked for anything. Sessions already booked stay.">
        <Input type="date" value={until} min={addDays(today, 1)} onChange={(_event, { value }) => setUntil(value)} />
      </FormField>
      <div className={styles.row}>
        <Button type="submit" disabledFocusable={pause.busy}>
          Pause
        </Button>
      </div>
    </Form>
  );
}

function Resume({ api, path, changed }: PartProps) {
  const notify = useNotify();
  const resume = useAction(() => api.post<Engagement>(`${path}/resume`));
  const go = async () => {
    if (!(await resume.run())) return;
    notify.done('The engagement goes on');
    changed();
  };
  return (
    <>
      <ErrorNote problem={resume.problem} />
      <Button appearance="primary" disabledFocusable={resume.busy} onClick={() => void go()}>
        Go on now
      </Button>
    </>
  );
}

function End({ api, path, changed }: PartProps) {
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const end = useAction(() => api.post<Engagement>(`${path}/end`));
  const go = async () => {
    if (!(await end.run())) return;
    setAsking(false);
    notify.done('The engagement has ended');
    changed();
  };
  return (
    <Dialog modalType="alert" open={asking} onOpenChange={(_event, { open }) => setAsking(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button>End the engagement</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>End this engagement?</DialogTitle>
          <DialogContent>
            <Body1>It cannot be started again. What was agreed and held stays readable, and personal links stop working.</Body1>
            <ErrorNote problem={end.problem} />
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Keep it going</Button>
            </DialogTrigger>
            <Button appearance="primary" disabledFocusable={end.busy} onClick={() => void go()}>
              End it
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

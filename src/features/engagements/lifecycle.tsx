import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { Confirm } from '../../components/confirm.tsx';
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
    notify.done('The engagement has ended');
    changed();
  };
  return (
    <Confirm
      ask="End the engagement"
      question="End this engagement? It cannot be started again. What was agreed and held stays readable; personal links stop working."
      yes="Yes, end it"
      no="Keep it going"
      asking={asking}
      setAsking={setAsking}
      busy={end.busy}
      problem={end.problem}
      go={() => void go()}
    />
  );
}

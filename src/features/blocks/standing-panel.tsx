import { Body1, Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { addDays, dateIn, dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { leavingWords } from './block-words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** Most pauses are a leave of two weeks. */
const usualPauseDays = 14;

interface StandingPanelProps {
  api: Api;
  time: ReviewTime;
  saved: (after: ReviewTime) => void;
}

/** Resting to a date, going on, and stopping: each says first what happens to the blocks in the calendar. */
export function StandingPanel(props: StandingPanelProps) {
  const status = props.time.settings?.status;
  if (status === 'off') return <Resume {...props} title="Review time is off" words="Nothing is kept free in your calendar. What you set up is kept." go="Switch it on again" />;
  if (status === 'paused') return <Paused {...props} />;
  return (
    <Panel title="Pause or stop">
      <Pause {...props} />
      <Off {...props} />
    </Panel>
  );
}

function Paused(props: StandingPanelProps) {
  const { locale } = useViewer();
  const until = props.time.settings?.pausedUntil;
  return <Resume {...props} title="Paused" words={`Your calendar is left alone${until ? ` until ${dateText(until, locale)}; then it goes on by itself` : ''}.`} go="Go on now" />;
}

function Resume({ api, saved, title, words, go }: StandingPanelProps & { title: string; words: string; go: string }) {
  const styles = useStyles();
  const resume = useAction(() => api.post<ReviewTime>('/api/review-time/resume'));
  const press = async () => {
    const after = await resume.run();
    if (after) saved(after);
  };
  return (
    <Panel title={title} strong>
      <Body1 className={styles.quiet}>{words}</Body1>
      <div>
        <Button appearance="primary" disabledFocusable={resume.busy} onClick={() => void press()}>
          {go}
        </Button>
      </div>
      <ErrorNote problem={resume.problem} />
    </Panel>
  );
}

function Pause({ api, time, saved }: StandingPanelProps) {
  const { locale } = useViewer();
  const today = dateIn(api.now(), time.zone);
  const [until, setUntil] = useState(addDays(today, usualPauseDays));
  const pause = useAction(() => api.post<ReviewTime>('/api/review-time/pause', { until }));
  const form = useForm(pause.problem);
  const submit = async () => {
    if (form.refused(until > today ? [] : [{ path: 'until', message: 'Choose a day after today.' }])) return;
    const after = await pause.run();
    if (after) saved(after);
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      <FormField field="until" label="Pause until" hint={`${leavingWords(time, api.now(), locale)} They are planned anew from that day on.`}>
        <Input type="date" value={until} min={addDays(today, 1)} onChange={(_event, { value }) => setUntil(value)} />
      </FormField>
      <div>
        <Button type="submit" disabledFocusable={pause.busy}>
          Pause
        </Button>
      </div>
    </Form>
  );
}

function Off({ api, time, saved }: StandingPanelProps) {
  const { locale } = useViewer();
  const [asking, setAsking] = useState(false);
  const off = useAction(() => api.post<ReviewTime>('/api/review-time/off'));
  const go = async () => {
    const after = await off.run();
    if (after) saved(after);
  };
  const question = `${leavingWords(time, api.now(), locale)} What you wrote in your reviews stays, and you can switch it on again.`;
  return <Confirm ask="Switch review time off" question={question} yes="Switch it off" no="Keep it" asking={asking} setAsking={setAsking} busy={off.busy} problem={off.problem} go={() => void go()} />;
}

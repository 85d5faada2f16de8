import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { AttendancePolicy } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { useNotify } from '../../components/notices.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { Panel } from '../../components/panel.tsx';
import { count } from '../../components/rhythm-words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const minutes = (value: number): string => count(value, 'minute');
const share = (value: number): string => `${Math.round(value * 100)} % of its time`;

/** By what the sessions of an engagement are judged; nothing for those whom attendance is not shown to. */
export function AttendancePolicyPanel({ api, engagementId, mayChange }: { api: Api; engagementId: string; mayChange: boolean }) {
  const styles = useStyles();
  const path = `/api/engagements/${engagementId}/attendance/policy`;
  const { data, problem, reload, replace } = useLoad(path, (signal) => api.get<AttendancePolicy>(path, { signal }));
  const [editing, setEditing] = useState(false);
  if (problem?.code === 'not-found') return null;
  if (!data) return problem ? <ErrorNote problem={problem} retry={reload} /> : null;
  const done = (policy: AttendancePolicy): void => {
    replace(policy);
    setEditing(false);
  };
  const change = mayChange && !editing && (
    <Button appearance="subtle" size="small" icon={<EditRegular />} aria-label="Change when somebody is late" onClick={() => setEditing(true)}>
      Change
    </Button>
  );
  return (
    <Panel title="When somebody is late" action={change}>
      {editing ? <Editor api={api} path={path} policy={data} saved={done} close={() => setEditing(false)} /> : <Facts facts={factsOf(data)} />}
      <Body1 className={styles.quiet}>Nobody is said to have missed a session unless somebody else was there and waited, or a person says so.</Body1>
    </Panel>
  );
}

const factsOf = ({ graceMinutes, lateMinutes, cutShortShare }: AttendancePolicy): [string, string][] => [
  ['Late', `From ${minutes(lateMinutes)} after the start`],
  ['Missed', `When the other has waited ${minutes(graceMinutes)}`],
  ['Cut short', `Together for less than ${share(cutShortShare)}`],
];

interface EditorProps {
  api: Api;
  path: string;
  policy: AttendancePolicy;
  saved: (policy: AttendancePolicy) => void;
  close: () => void;
}

function Editor({ api, path, policy, saved, close }: EditorProps) {
  const styles = useStyles();
  const notify = useNotify();
  const [draft, setDraft] = useState(policy);
  const save = useAction((body: AttendancePolicy) => api.put<AttendancePolicy>(path, body));
  const form = useForm(save.problem);
  const submit = async (): Promise<void> => {
    const answer = await save.run(draft);
    if (!answer) return;
    notify.done('Saved');
    saved(answer);
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      <NumberSelect field="lateMinutes" label="Somebody is late" value={draft.lateMinutes} choices={[3, 5, 10, 15]} words={(value) => `${minutes(value)} after the start`} onChange={(lateMinutes) => setDraft({ ...draft, lateMinutes })} />
      <NumberSelect field="graceMinutes" label="Missed, once the other has waited" value={draft.graceMinutes} choices={[10, 15, 20, 30]} words={minutes} onChange={(graceMinutes) => setDraft({ ...draft, graceMinutes })} />
      <NumberSelect field="cutShortShare" label="Cut short, when together for less than" value={draft.cutShortShare} choices={[0.25, 0.5, 0.75]} words={share} onChange={(cutShortShare) => setDraft({ ...draft, cutShortShare })} />
      <Body1 className={styles.quiet}>This counts from now on; what was said of earlier sessions stays.</Body1>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={save.busy}>
          {save.busy ? 'Saving …' : 'Save'}
        </Button>
        <Button onClick={close}>Leave it as it was</Button>
      </div>
    </Form>
  );
}

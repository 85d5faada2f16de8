import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ApiProblem, FieldProblem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import type { PartProps } from './part.ts';
import { type PlanDraft, planOf } from './plan-draft.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import { defaultRules } from './default-rules.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface EditPanelProps extends PartProps {
  title: string;
  /** The panel when nobody edits it. */
  children: ReactNode;
  inputs: (plan: PlanDraft, change: (part: Partial<PlanDraft>) => void) => ReactNode;
  check: (plan: PlanDraft) => FieldProblem[];
  /** The part of the change request that this panel is about. */
  send: (plan: PlanDraft) => object;
}

/** A part of the engagement that is read, and changed in place by those who may. */
export function EditPanel(props: EditPanelProps) {
  const { title, engagement, children } = props;
  const [editing, setEditing] = useState(false);
  const panel = useReturningFocus(editing);
  const edit = engagement.can.edit && !editing && (
    <Button appearance="subtle" size="small" icon={<EditRegular />} aria-label={`Change ${title.toLowerCase()}`} onClick={() => setEditing(true)}>
      Change
    </Button>
  );
  return (
    <div ref={panel}>
      <Panel title={title} action={edit}>
        {editing ? <Editor {...props} close={() => setEditing(false)} /> : children}
      </Panel>
    </div>
  );
}

function Editor({ api, path, engagement, changed, inputs, check, send, close }: EditPanelProps & { close: () => void }) {
  const styles = useStyles();
  const notify = useNotify();
  const [plan, setPlan] = useState(() => planOf(engagement, defaultRules));
  const save = useAction((body: object) => api.patch<Engagement>(path, body));
  const form = useForm(save.problem);
  const submit = async () => {
    if (form.refused(check(plan))) return;
    if (!(await save.run({ version: engagement.version, ...send(plan) }))) return;
    notify.done('Saved');
    changed();
    close();
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      {inputs(plan, (part) => setPlan({ ...plan, ...part }))}
      <ChangedMeanwhile problem={save.problem} reload={changed} />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={save.busy}>
          {save.busy ? 'Saving …' : 'Save'}
        </Button>
        <Button onClick={close}>Leave it as it was</Button>
      </div>
    </Form>
  );
}

/** Somebody else saved first: what is typed here stays, and is sent on top of theirs when the person says so. */
function ChangedMeanwhile({ problem, reload }: { problem: ApiProblem | null; reload: () => void }) {
  if (problem?.code !== 'conflict') return null;
  return (
    <BandNotice
      intent="warning"
      actions={
        <Button size="small" onClick={reload}>
          Get theirs, keep mine here
        </Button>
      }
    >
      Then save again if yours should stand.
    </BandNotice>
  );
}

/** Into the form when it opens, back to the button when it closes. */
export function useReturningFocus(editing: boolean) {
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(editing);
  useEffect(() => {
    if (before.current === editing) return;
    before.current = editing;
    panel.current?.querySelector<HTMLElement>(editing ? 'form input, form select' : 'button')?.focus();
  }, [editing]);
  return panel;
}

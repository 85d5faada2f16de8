import { Button, Checkbox, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ApiProblem } from '../../api/problem.ts';
import { useArrivingFocus } from '../../components/arriving-focus.ts';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { LinesField } from './lines-field.tsx';
import { emptyLevels, type Goal, goalToSend, levelNames, signed } from './plan-draft.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface GoalFormProps {
  goal: Goal;
  /** Its place in the request. */
  index: number;
  busy: boolean;
  problem: ApiProblem | null;
  save: (goal: Goal) => void;
  remove: () => void;
  close: () => void;
}

/** A goal in the client's own words, how it is shared, what others would see, levels worded beforehand, and steps. */
export function GoalForm({ goal, index, busy, problem, save, remove, close }: GoalFormProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState(goal);
  const form = useForm(problem);
  const first = useArrivingFocus(true, 'textarea');
  const put = (part: Partial<Goal>) => setDraft({ ...draft, ...part });
  const submit = () => {
    const sent = goalToSend(draft);
    if (form.refused(sent.own === '' && sent.shared === null ? [{ path: `goals.${index}.own`, message: 'Say what the goal is, in a sentence.' }] : [])) return;
    save(sent);
  };
  return (
    <Form form={form} onSubmit={submit}>
      <div ref={first}>
        <FormField field={`goals.${index}.own`} label="In your own words" hint="Between client and coach.">
          <Textarea dir="auto" maxLength={1000} value={draft.own} onChange={(_event, { value }) => put({ own: value })} />
        </FormField>
      </div>
      <FormField field={`goals.${index}.shared`} label="As worded for the sponsor" hint="Leave it empty to keep this goal between client and coach.">
        <Input dir="auto" maxLength={200} value={draft.shared ?? ''} onChange={(_event, { value }) => put({ shared: value })} />
      </FormField>
      <LinesField label="What would others see?" one="Behaviour" field={`goals.${index}.behaviours`} lines={draft.behaviours} most={8} fresh={(id) => ({ id, text: '' })} change={(behaviours) => put({ behaviours })} />
      <LinesField label="Steps" one="Step" field={`goals.${index}.steps`} dated lines={draft.steps} most={20} fresh={(id) => ({ id, text: '', due: null, doneOn: null })} change={(steps) => put({ steps })} />
      <LevelFields draft={draft} index={index} put={put} />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {busy ? 'Saving …' : 'Save'}
        </Button>
        <Button onClick={close}>Leave it as it was</Button>
        <Button appearance="subtle" onClick={remove}>
          Remove this goal
        </Button>
      </div>
    </Form>
  );
}

function LevelFields({ draft, index, put }: { draft: Goal; index: number; put: (part: Partial<Goal>) => void }) {
  const { levels } = draft;
  return (
    <>
      <Checkbox checked={levels !== null} label="Word beforehand what more and less than hoped would look like" onChange={(_event, { checked }) => put({ levels: checked === true ? emptyLevels : null })} />
      {levels &&
        levelNames.map(([name, level, words]) => (
          <FormField key={name} field={`goals.${index}.levels.${name}`} label={`${signed(level)}: ${words}`}>
            <Input dir="auto" maxLength={300} value={levels[name]} onChange={(_event, { value }) => put({ levels: { ...levels, [name]: value } })} />
          </FormField>
        ))}
    </>
  );
}

import { Button, Caption1, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Prompt, Review } from '../../../server/features/reflection/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'flex-end', '& > :first-child': { flexGrow: 1, minWidth: 0 }, '& input': { minWidth: 0 } },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface PromptsEditorProps {
  api: Api;
  review: Review;
  /** What the review looks like with the prompts that were saved; null when nothing was changed. */
  close: (after: Review | null) => void;
}

/** The client's own three prompts: worded, ordered, or the product's again. */
export function PromptsEditor({ api, review, close }: PromptsEditorProps) {
  const styles = useStyles();
  const [prompts, setPrompts] = useState<Prompt[]>(review.prompts);
  const save = useAction(() => api.put<Review>('/api/review/prompts', { version: review.promptsVersion, prompts }));
  const reset = useAction(() => api.delete<Review>('/api/review/prompts'));
  const form = useForm(save.problem ?? reset.problem);
  const submit = async (action: typeof save) => {
    const after = await action.run();
    if (after) close(after);
  };
  const swap = (at: number, to: number) => setPrompts(prompts.map((one, index) => (index === at ? prompts[to]! : index === to ? prompts[at]! : one)));
  return (
    <Form form={form} onSubmit={() => void submit(save)}>
      {prompts.map(({ key, text }, index) => (
        <div key={key} className={styles.row}>
          <FormField field={`prompts.${index}`} label={`Prompt ${index + 1}`}>
            <Input value={text} maxLength={200} dir="auto" onChange={(_event, { value }) => setPrompts(prompts.map((one) => (one.key === key ? { key, text: value } : one)))} />
          </FormField>
          <Button appearance="subtle" icon={<ArrowUpRegular />} aria-label={`Ask prompt ${index + 1} earlier`} disabledFocusable={index === 0} onClick={() => index > 0 && swap(index, index - 1)} />
          <Button appearance="subtle" icon={<ArrowDownRegular />} aria-label={`Ask prompt ${index + 1} later`} disabledFocusable={index === 2} onClick={() => index < 2 && swap(index, index + 1)} />
        </div>
      ))}
      <Caption1 className={styles.quiet}>Answers stay with the prompt that they were given to.</Caption1>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={save.busy}>
          {save.busy ? 'Saving …' : 'Save the prompts'}
        </Button>
        <Button onClick={() => void submit(reset)}>Use Fieldwork’s own</Button>
        <Button onClick={() => close(null)}>Leave them as they were</Button>
      </div>
    </Form>
  );
}

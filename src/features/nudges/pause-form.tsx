import { Body1, Button, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { MyNotices } from '../../../server/features/nudges/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { addDays, dateIn, dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

/** Most pauses are a leave of two weeks. */
const usualPauseDays = 14;

interface PauseFormProps {
  api: Api;
  path: string;
  notices: MyNotices;
  saved: (notices: MyNotices) => void;
}

/** Nothing at all until a date, and going on before it. */
export function PauseForm({ api, path, notices, saved }: PauseFormProps) {
  const { zone, locale } = useViewer();
  const today = dateIn(api.now(), notices.zone ?? zone);
  const [until, setUntil] = useState(addDays(today, usualPauseDays));
  const save = useAction((pausedUntil: string | null) => api.patch<MyNotices>(path, { pausedUntil }));
  const form = useForm(save.problem);
  const paused = notices.pausedUntil !== null && notices.pausedUntil > today ? notices.pausedUntil : null;
  const submit = async () => {
    if (!paused && form.refused(until > today ? [] : [{ path: 'pausedUntil', message: 'Choose a day after today.' }])) return;
    const after = await save.run(paused ? null : until);
    if (after) saved(after);
  };
  return (
    <Panel title="Pause notices">
      <Form form={form} onSubmit={() => void submit()}>
        {paused && <Body1>Paused: you hear nothing before {dateText(paused, locale)}.</Body1>}
        {!paused && (
          <FormField field="pausedUntil" label="Hear nothing until" hint="What is still timely by then is sent together.">
            <Input type="date" value={until} min={addDays(today, 1)} onChange={(_event, { value }) => setUntil(value)} />
          </FormField>
        )}
        <div>
          <Button type="submit" disabledFocusable={save.busy}>
            {paused ? 'Go on now' : 'Pause'}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

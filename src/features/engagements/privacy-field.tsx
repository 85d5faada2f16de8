import { Switch } from '@fluentui/react-components';
import { FormField } from '../../components/form-field.tsx';
import type { PlanPartProps } from './rhythm-fields.tsx';

/** Whether calendars name the coaching. */
export function PrivacyField({ plan, change }: PlanPartProps) {
  return (
    <FormField field="neutralSubject" label="Subject in calendars" hint="Assistants and colleagues can often see calendars; they would then read only “Meeting”.">
      <Switch label="Use a neutral subject" checked={plan.neutralSubject} onChange={(_event, { checked }) => change({ neutralSubject: checked })} />
    </FormField>
  );
}

import { Switch } from '@fluentui/react-components';
import { FormField } from '../../components/form-field.tsx';
import type { PlanPartProps } from './rhythm-fields.tsx';

/** How much calendars and invitations tell of the coaching. */
export function PrivacyField({ plan, change }: PlanPartProps) {
  return (
    <>
      <FormField field="neutralSubject" label="Subject in calendars" hint="Assistants and colleagues can often see calendars; they would then read only “Meeting”.">
        <Switch label="Use a neutral subject" checked={plan.neutralSubject} onChange={(_event, { checked }) => change({ neutralSubject: checked })} />
      </FormField>
      <FormField field="emptyBody" label="Text of invitations" hint="Assistants read invitations too; they would then find the link to join and nothing else.">
        <Switch label="Keep invitations empty" checked={plan.emptyBody} onChange={(_event, { checked }) => change({ emptyBody: checked })} />
      </FormField>
    </>
  );
}

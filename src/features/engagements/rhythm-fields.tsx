import { Input } from '@fluentui/react-components';
import { FieldGrid } from '../../components/field-grid.tsx';
import { FormField } from '../../components/form-field.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { cadenceWords, minutesWords } from '../../components/rhythm-words.ts';
import type { PlanDraft } from './plan-draft.ts';
import { idleWords } from './plan-words.ts';

export interface PlanPartProps {
  plan: PlanDraft;
  change: (part: Partial<PlanDraft>) => void;
}

/** From when to when, how long a session is and how often there is one. */
export function RhythmFields({ plan, change }: PlanPartProps) {
  return (
    <FieldGrid>
      <FormField field="startsOn" label="Starts on" required>
        <Input type="date" value={plan.startsOn} onChange={(_event, { value }) => change({ startsOn: value })} />
      </FormField>
      <FormField field="endsOn" label="Ends on" required>
        <Input type="date" value={plan.endsOn} onChange={(_event, { value }) => change({ endsOn: value })} />
      </FormField>
      <NumberSelect
        field="sessionMinutes"
        label="A session takes"
        value={plan.sessionMinutes}
        choices={[30, 45, 60, 75, 90, 120]}
        words={minutesWords}
        onChange={(sessionMinutes) => change({ sessionMinutes })}
      />
      <NumberSelect
        field="cadenceDays"
        label="How often"
        value={plan.cadenceDays}
        choices={[7, 14, 21, 28]}
        words={cadenceWords}
        onChange={(cadenceDays) => change({ cadenceDays })}
      />
      <NumberSelect
        field="idleDays"
        label="Remind when nothing is booked for"
        hint="The client hears of it once, with times to choose from."
        value={plan.idleDays}
        choices={[7, 14, 21, 28, 42, 60, 90]}
        words={idleWords}
        onChange={(idleDays) => change({ idleDays })}
      />
    </FieldGrid>
  );
}

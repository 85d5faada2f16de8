import { Body1, Button, Checkbox, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { MyNotices, NoticePreferences } from '../../../server/features/nudges/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { FieldGrid } from '../../components/field-grid.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { useNotify } from '../../components/notices.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { Panel } from '../../components/panel.tsx';
import { clockToMinute, minuteToClock, zoneName } from '../../components/time.ts';

const useStyles = makeStyles({
  days: { border: 'none', padding: 0, margin: 0, minWidth: 0, display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  legend: { padding: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  end: { display: 'flex' },
});

/** Monday, 5 January 2026, and the six days after it, to take their names from. */
const dayNames = (locale: string): string[] =>
  [5, 6, 7, 8, 9, 10, 11].map((day) => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, day))));

const budgetWords = (count: number): string => (count === 1 ? 'One message a week' : `${count} messages a week`);

interface HoursFormProps {
  api: Api;
  path: string;
  notices: MyNotices;
  locale: string;
  /** Somebody outside, of whose calendar nothing is known. */
  outside?: boolean;
  saved: (notices: MyNotices) => void;
}

/** How often, and when not. */
export function HoursForm({ api, path, notices, locale, outside = false, saved }: HoursFormProps) {
  const styles = useStyles();
  const notify = useNotify();
  const [draft, setDraft] = useState<NoticePreferences>(notices.preferences);
  const save = useAction(() => api.patch<MyNotices>(path, draft));
  const form = useForm(save.problem);
  const change = (part: Partial<NoticePreferences>) => setDraft({ ...draft, ...part });
  const submit = async () => {
    if (form.refused(draft.quietWeekdays.length > 6 ? [{ path: 'quietWeekdays', message: 'Leave at least one day.' }] : [])) return;
    const after = await save.run();
    if (!after) return;
    saved(after);
    notify.done('Saved');
  };
  return (
    <Panel title="When you hear from Fieldwork">
      <Form form={form} onSubmit={() => void submit()}>
        <NumberSelect field="weeklyBudget" label="At most" value={draft.weeklyBudget} choices={[1, 2, 3, 5, 7, 10]} words={budgetWords} onChange={(weeklyBudget) => change({ weeklyBudget })} hint={`${notices.saidThisWeek} so far this week. A meeting that is on may still ask for you.`} />
        <FieldGrid>
          <Clock field="quietFromMinute" label="Quiet from" value={draft.quietFromMinute} change={(quietFromMinute) => change({ quietFromMinute })} />
          <Clock field="quietToMinute" label="Quiet until" value={draft.quietToMinute} change={(quietToMinute) => change({ quietToMinute })} />
        </FieldGrid>
        <fieldset className={styles.days} data-field="quietWeekdays">
          <legend className={styles.legend}>
            <Body1>Quiet all day on</Body1>
          </legend>
          {dayNames(locale).map((name, index) => (
            <Checkbox key={name} label={name} checked={draft.quietWeekdays.includes(index + 1)} onChange={(_event, { checked }) => change({ quietWeekdays: toggled(draft.quietWeekdays, index + 1, checked === true) })} />
          ))}
        </fieldset>
        <Body1 className={styles.quiet}>
          {notices.zone ? `Hours are ${zoneName(notices.zone)} time. ` : ''}
          {!outside && 'While you are out of office, nothing is sent either.'}
        </Body1>
        <div className={styles.end}>
          <Button type="submit" appearance="primary" disabledFocusable={save.busy}>
            Use these hours
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

const toggled = (days: number[], day: number, on: boolean): number[] => (on ? [...days, day].toSorted() : days.filter((one) => one !== day));

interface ClockProps {
  field: string;
  label: string;
  value: number;
  change: (minute: number) => void;
}

function Clock({ field, label, value, change }: ClockProps) {
  const read = (text: string) => {
    const minute = clockToMinute(text);
    if (minute !== null) change(minute);
  };
  return (
    <FormField field={field} label={label}>
      <Input type="time" step={300} value={minuteToClock(value)} onChange={(_event, { value: text }) => read(text)} />
    </FormField>
  );
}

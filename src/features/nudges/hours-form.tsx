import { Body1, Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { MyNotices, NoticePreferences } from '../../../server/features/nudges/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ClockField } from '../../components/clock-field.tsx';
import { FieldGrid } from '../../components/field-grid.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { useNotify } from '../../components/notices.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { Panel } from '../../components/panel.tsx';
import { zoneName } from '../../components/time.ts';
import { WeekdayChoice } from '../../components/weekday-choice.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  end: { display: 'flex' },
});

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
          <ClockField field="quietFromMinute" label="Quiet from" value={draft.quietFromMinute} change={(quietFromMinute) => change({ quietFromMinute })} />
          <ClockField field="quietToMinute" label="Quiet until" value={draft.quietToMinute} change={(quietToMinute) => change({ quietToMinute })} />
        </FieldGrid>
        <WeekdayChoice field="quietWeekdays" label="Quiet all day on" value={draft.quietWeekdays} locale={locale} change={(quietWeekdays) => change({ quietWeekdays })} />
        {!outside && <Checkbox label="Bring my open fieldwork to mind, half-way and two days before a session" checked={draft.fieldworkDigests} onChange={(_event, { checked }) => change({ fieldworkDigests: checked === true })} />}
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

import { Button, Input, Select, Spinner } from '@fluentui/react-components';
import { CalendarSearchRegular } from '@fluentui/react-icons';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { SessionKind } from '../../../server/features/scheduling/contract.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { FieldGrid } from '../../components/field-grid.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { Panel } from '../../components/panel.tsx';
import { cadenceWords, minutesWords } from '../../components/rhythm-words.ts';
import { kindWords } from '../../components/session-words.ts';
import { LikedFields } from './rhythm-choice.tsx';
import { checkSeries, type SeriesDraft } from './series-draft.ts';

interface SeriesFormProps {
  engagement: Engagement;
  draft: SeriesDraft;
  change: (draft: SeriesDraft) => void;
  busy: boolean;
  problem: ApiProblem | null;
  /** `YYYY-MM-DD` of the viewer. */
  today: string;
  look: () => void;
}

/** What kind of sessions, from when, how often, how many. */
export function SeriesForm({ engagement, draft, change, busy, problem, today, look }: SeriesFormProps) {
  const form = useForm(problem);
  const set = (part: Partial<SeriesDraft>) => change({ ...draft, ...part });
  const submit = () => {
    if (!form.refused(checkSeries(draft, today))) look();
  };
  return (
    <Panel title="What and how often">
      <Form form={form} onSubmit={submit}>
        <What engagement={engagement} draft={draft} set={set} />
        <FromTo draft={draft} set={set} today={today} />
        <FieldGrid>
          <LikedFields at="" engagement={engagement} weekday={draft.weekday} clock={draft.clock} change={set} />
        </FieldGrid>
        <div>
          <Button type="submit" appearance="primary" icon={busy ? <Spinner size="tiny" aria-hidden /> : <CalendarSearchRegular />} disabledFocusable={busy}>
            {busy ? 'Reading the calendars …' : 'Find their times'}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

interface PartProps {
  draft: SeriesDraft;
  set: (part: Partial<SeriesDraft>) => void;
}

function What({ engagement, draft, set }: PartProps & Pick<SeriesFormProps, 'engagement'>) {
  const sponsor = engagement.participants.some(({ role }) => role === 'sponsor');
  return (
    <FieldGrid columns={3}>
      <FormField field="kind" label="Kind">
        <Select value={draft.kind} onChange={(_event, { value }) => set({ kind: value as SessionKind })}>
          <option value="coaching">{kindWords.coaching}</option>
          {sponsor && <option value="three-way">{kindWords['three-way']}</option>}
        </Select>
      </FormField>
      <NumberSelect field="minutes" label="Length" value={draft.minutes} choices={[30, 45, 60, 75, 90, 120]} words={minutesWords} onChange={(minutes) => set({ minutes })} />
      <NumberSelect field="everyDays" label="How often" value={draft.everyDays} choices={[7, 14, 21, 28, 42]} words={cadenceWords} onChange={(everyDays) => set({ everyDays })} />
    </FieldGrid>
  );
}

function FromTo({ draft, set, today }: PartProps & Pick<SeriesFormProps, 'today'>) {
  return (
    <FieldGrid>
      <FormField field="begin" label="Begins">
        <Select value={draft.begin} onChange={(_event, { value }) => set({ begin: value as SeriesDraft['begin'] })}>
          <option value="next-week">Next week</option>
          <option value="date">On a date</option>
        </Select>
      </FormField>
      {draft.begin === 'date' ? (
        <FormField field="first" label="First date" required>
          <Input type="date" min={today} value={draft.first} onChange={(_event, { value }) => set({ first: value })} />
        </FormField>
      ) : (
        <span />
      )}
      <FormField field="stop" label="Goes on">
        <Select value={draft.stop} onChange={(_event, { value }) => set({ stop: value as SeriesDraft['stop'] })}>
          <option value="count">For a number of sessions</option>
          <option value="until">Until a date</option>
          <option value="end">To the end of the engagement</option>
        </Select>
      </FormField>
      {draft.stop === 'count' && (
        <FormField field="count" label="How many" required>
          <Input inputMode="numeric" maxLength={2} value={draft.count} onChange={(_event, { value }) => set({ count: value })} />
        </FormField>
      )}
      {draft.stop === 'until' && (
        <FormField field="until" label="Last date" required>
          <Input type="date" min={draft.first || today} value={draft.until} onChange={(_event, { value }) => set({ until: value })} />
        </FormField>
      )}
    </FieldGrid>
  );
}

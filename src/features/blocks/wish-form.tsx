import { Body1, Button, Caption1, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { ReviewMode, ReviewTime, ReviewWish } from '../../../server/features/blocks/contract.ts';
import type { RegionList } from '../../../server/features/arc/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ClockField } from '../../components/clock-field.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { FieldGrid } from '../../components/field-grid.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { useNotify } from '../../components/notices.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { RegionChoice } from '../../components/region-choice.tsx';
import { weekdayNames, zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { WeekdayChoice } from '../../components/weekday-choice.tsx';
import { entryWords, holidayAnswers, lengthWords, modeWords, movesWords, reminderWords, weeksWords, wishProblems, withDays } from './wish-words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  end: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  mode: { display: 'block' },
});

interface WishFormProps {
  api: Api;
  wish: ReviewWish;
  /** The version that was read; 0 for none yet. */
  version: number;
  zone: string;
  /** Whose public holidays are left out now, and whose the zone says. */
  holidays: ReviewTime['holidays'];
  /** What the button says. */
  go: string;
  saved: (after: ReviewTime) => void;
  /** A way out without changing anything, and what it says. */
  leave: { words: string; go: () => void };
}

/** How long, when, and how firmly: with what will stand in the calendar. */
export function WishForm({ api, wish, version, zone, holidays, go, saved, leave }: WishFormProps) {
  const styles = useStyles();
  const notify = useNotify();
  const { locale } = useViewer();
  const [draft, setDraft] = useState<ReviewWish>(wish);
  const save = useAction(() => api.put<ReviewTime>('/api/review-time', { ...draft, version }));
  const form = useForm(save.problem);
  const change = (part: Partial<ReviewWish>) => setDraft({ ...draft, ...part });
  const submit = async () => {
    if (form.refused(wishProblems(draft))) return;
    const after = await save.run();
    if (!after) return;
    notify.done('Saved', 'Your calendar is brought up to date now.');
    saved(after);
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      <When draft={draft} change={change} setDraft={setDraft} />
      <Holidays api={api} chosen={draft.holidays} holidays={holidays} change={(chosen) => change({ holidays: chosen })} />
      <ModeChoice mode={draft.mode} change={(mode) => change({ mode })} />
      <FieldGrid columns={3}>
        <NumberSelect field="horizonWeeks" label="Planned ahead" value={draft.horizonWeeks} choices={[1, 2, 3, 4, 6, 8]} words={weeksWords} onChange={(horizonWeeks) => change({ horizonWeeks })} />
        <NumberSelect field="movesAWeek" label="May move in a week" value={draft.movesAWeek} choices={[0, 1, 2, 3, 5]} words={movesWords} onChange={(movesAWeek) => change({ movesAWeek })} />
        <NumberSelect field="reminderMinutes" label="Reminder" value={draft.reminderMinutes} choices={[0, 5, 10, 15, 30]} words={reminderWords} onChange={(reminderMinutes) => change({ reminderMinutes })} />
      </FieldGrid>
      <div>
        <Body1 as="p" block className={styles.quiet}>
          In your calendar: {entryWords(draft, locale)}
        </Body1>
        <Caption1 className={styles.quiet}>Hours are {zoneName(zone)} time, as in your mailbox.</Caption1>
      </div>
      <End>
        <Button type="submit" appearance="primary" disabledFocusable={save.busy}>
          {save.busy ? 'Saving …' : go}
        </Button>
        <Button onClick={leave.go}>{leave.words}</Button>
      </End>
    </Form>
  );
}

function End({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return <div className={styles.end}>{children}</div>;
}

interface WhenProps {
  draft: ReviewWish;
  change: (part: Partial<ReviewWish>) => void;
  setDraft: (draft: ReviewWish) => void;
}

function When({ draft, change, setDraft }: WhenProps) {
  const { locale } = useViewer();
  const names = weekdayNames(locale, 'long');
  return (
    <>
      <NumberSelect field="minutes" label="How long" value={draft.minutes} choices={[20, 30, 45, 60]} words={lengthWords} onChange={(minutes) => change({ minutes })} hint="Where no more is free, it may shrink to 20 minutes." />
      <WeekdayChoice field="days" label="On one of these days" value={draft.days} locale={locale} change={(days) => setDraft(withDays(draft, days))} />
      <FieldGrid>
        <ClockField field="windowStart" label="Not before" value={draft.windowStart} change={(windowStart) => change({ windowStart })} />
        <ClockField field="windowEnd" label="Over by" value={draft.windowEnd} change={(windowEnd) => change({ windowEnd: windowEnd === 0 ? 1440 : windowEnd })} />
        <NumberSelect field="idealDay" label="Best day" value={draft.idealDay} choices={draft.days.length > 0 ? draft.days : [draft.idealDay]} words={(day) => names[day - 1] ?? ''} onChange={(idealDay) => change({ idealDay })} />
        <ClockField field="idealMinute" label="Best time" value={draft.idealMinute} change={(idealMinute) => change({ idealMinute })} />
      </FieldGrid>
    </>
  );
}

interface HolidaysProps {
  api: Api;
  chosen: ReviewWish['holidays'];
  holidays: ReviewTime['holidays'];
  change: (chosen: ReviewWish['holidays']) => void;
}

function Holidays({ api, chosen, holidays, change }: HolidaysProps) {
  const path = '/api/holiday-regions';
  const regions = useLoad(path, (signal) => api.get<RegionList>(path, { signal }));
  // What is chosen can be read before all that can be is there.
  const known = regions.data?.regions ?? (holidays.region ? [holidays.region] : []);
  return (
    <>
      <FieldGrid>
        <RegionChoice
          field="holidays"
          label="Public holidays left out"
          hint="No review is planned on these days: it takes another day of that week."
          known={known}
          value={chosen ?? 'zone'}
          others={holidayAnswers(holidays)}
          change={(value) => change(value === 'zone' ? null : value)}
        />
      </FieldGrid>
      <ErrorNote problem={regions.problem} retry={regions.reload} title="Other countries could not be read." />
    </>
  );
}

function ModeChoice({ mode, change }: { mode: ReviewMode; change: (mode: ReviewMode) => void }) {
  const styles = useStyles();
  return (
    <FormField field="mode" label="How firmly it is kept">
      <RadioGroup value={mode} onChange={(_event, { value }) => change(value as ReviewMode)}>
        {(Object.keys(modeWords) as ReviewMode[]).map((one) => (
          <Radio
            key={one}
            value={one}
            label={
              <>
                {modeWords[one].name}
                <Caption1 className={styles.mode}>{modeWords[one].does}</Caption1>
              </>
            }
          />
        ))}
      </RadioGroup>
    </FormField>
  );
}

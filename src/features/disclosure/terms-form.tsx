import { Button, Checkbox, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LadderTerms, Sharing, SharingTerms, SponsorSees } from '../../../server/features/disclosure/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Form, useForm } from '../../components/form.tsx';
import { FormField } from '../../components/form-field.tsx';
import { useNotify } from '../../components/notices.tsx';
import { NumberSelect } from '../../components/number-select.tsx';
import { count } from '../../components/rhythm-words.ts';

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const shown: [keyof SponsorSees, string][] = [
  ['attendance', 'Which sessions were held and missed'], ['nextDate', 'The date of the next session'], ['phase', 'How far the coaching has come'], ['goals', 'Goals as worded for sharing'],
];
const numbers: [keyof LadderTerms & ('talkAt' | 'tellAt' | 'tellDays' | 'holdHours'), string, number[], string][] = [
  ['talkAt', 'The coach is prompted to talk after', [1, 2, 3], 'missed session'],
  ['tellAt', 'The client is asked to tell after', [2, 3, 4, 5], 'missed session'],
  ['tellDays', 'The client has', [3, 5, 7, 10, 14], 'day'],
  ['holdHours', 'The client sees a notice before it leaves, for', [24, 48, 72], 'hour'],
];

interface TermsFormProps {
  api: Api;
  path: string;
  sharing: Sharing;
  /** Whether there is a sponsor, of whom most of it is. */
  sponsor: boolean;
  saved: (sharing: Sharing) => void;
  close: () => void;
}

/** Words the agreement: what is shown, when which step comes, and anything else in one's own words. */
export function TermsForm({ api, path, sharing, sponsor, saved, close }: TermsFormProps) {
  const styles = useStyles();
  const notify = useNotify();
  const [terms, setTerms] = useState<SharingTerms>(sharing.suggested);
  const propose = useAction(() => api.post<Sharing>(path, { newest: sharing.newest, terms }));
  const form = useForm(propose.problem);
  const setLadder = (part: Partial<LadderTerms>) => setTerms({ ...terms, ladder: { ...terms.ladder, ...part } });
  const submit = async () => {
    const wrong = terms.ladder.tellAt > terms.ladder.talkAt ? [] : [{ path: 'terms.ladder.tellAt', message: 'Choose more than for the talk.' }];
    if (form.refused(wrong)) return;
    const answer = await propose.run();
    if (!answer) return;
    notify.done('Proposed', 'It holds once everybody has accepted it.');
    saved(answer);
  };
  return (
    <Form form={form} onSubmit={() => void submit()}>
      {sponsor && (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>The sponsor sees</legend>
          {shown.map(([key, label]) => (
            <Checkbox key={key} label={label} checked={terms.shows[key]} onChange={(_event, { checked }) => setTerms({ ...terms, shows: { ...terms.shows, [key]: checked === true } })} />
          ))}
        </fieldset>
      )}
      <fieldset className={styles.group}>
        <legend className={styles.legend}>When sessions are missed in a row</legend>
        <Checkbox label="The client’s late cancellations count too" checked={terms.ladder.lateCancels} onChange={(_event, { checked }) => setLadder({ lateCancels: checked === true })} />
        {sponsor && <Checkbox label="The sponsor may come to know, the client going first" checked={terms.ladder.on} onChange={(_event, { checked }) => setLadder({ on: checked === true })} />}
      </fieldset>
      {numbers.slice(0, sponsor && terms.ladder.on ? 4 : 1).map(([key, label, choices, unit]) => (
        <NumberSelect key={key} field={`terms.ladder.${key}`} label={label} value={terms.ladder[key]} choices={choices} words={(value) => count(value, unit)} onChange={(value) => setLadder({ [key]: value })} />
      ))}
      <FormField field="terms.words" label="In our own words" hint="Everybody who accepts reads it, the sponsor too.">
        <Textarea value={terms.words} maxLength={2000} resize="vertical" onChange={(_event, { value }) => setTerms({ ...terms, words: value })} />
      </FormField>
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabledFocusable={propose.busy}>
          Propose it
        </Button>
        <Button onClick={close}>Leave it</Button>
      </div>
    </Form>
  );
}

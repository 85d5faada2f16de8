import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { SessionKind } from '../../../server/features/scheduling/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { kindWords } from '../../components/session-words.ts';
import { datesProblem, kindsFor, lengthsFor, type WindowChoice, windowWords, type Wish } from './wish.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'minmax(0, 1fr)',
    // Between a phone and two columns there is room for three beside each other.
    '@media (min-width: 520px) and (max-width: 859px)': { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' },
    // Native inputs and selects insist on a width of their own that a narrow panel does not have.
    '& input, & select, & .fui-Input, & .fui-Select': { minWidth: 0, width: '100%' },
  },
});

interface SearchFormProps {
  engagement: Engagement;
  wish: Wish;
  change: (wish: Wish) => void;
  /** `YYYY-MM-DD` of the viewer. */
  today: string;
  /** A session that moves stays of its kind. */
  fixedKind: boolean;
}

/** What kind of session, how long and when: every change is searched at once. */
export function SearchForm({ engagement, wish, change, today, fixedKind }: SearchFormProps) {
  const styles = useStyles();
  // Another kind has other people in it, and what was loosened for the old ones means nothing then.
  const setKind = (kind: SessionKind) => change({ ...wish, kind, relax: [] });
  return (
    <Panel title="What and when">
      <div className={styles.fields}>
        {!fixedKind && <Choice label="Kind" value={wish.kind} options={kindsFor(engagement).map((kind) => [kind, kindWords[kind]])} choose={(kind) => setKind(kind as SessionKind)} />}
        <Choice
          label="Length"
          value={String(wish.minutes)}
          options={lengthsFor(wish.minutes).map((minutes) => [String(minutes), `${minutes} minutes`])}
          choose={(minutes) => change({ ...wish, minutes: Number(minutes), relax: wish.relax.filter(({ type }) => type !== 'length') })}
        />
        <Choice
          label="When"
          value={wish.window}
          options={Object.entries(windowWords)}
          choose={(window) => change({ ...wish, window: window as WindowChoice, relax: wish.relax.filter(({ type }) => type !== 'later') })}
        />
        {wish.window === 'dates' && <Dates wish={wish} change={change} today={today} />}
      </div>
    </Panel>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  choose: (value: string) => void;
}

function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_event, data) => choose(data.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Dates({ wish, change, today }: Pick<SearchFormProps, 'wish' | 'change' | 'today'>) {
  const problem = datesProblem(wish, today);
  const last = problem && wish.from && wish.to ? { validationMessage: problem } : {};
  return (
    <>
      <Field label="From">
        <Input type="date" min={today} value={wish.from} onChange={(_event, data) => change({ ...wish, from: data.value })} />
      </Field>
      <Field label="To" {...last}>
        <Input type="date" min={wish.from || today} value={wish.to} onChange={(_event, data) => change({ ...wish, to: data.value })} />
      </Field>
    </>
  );
}

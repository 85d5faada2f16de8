import { Body1, Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Reflection, Review } from '../../../server/features/reflection/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { SavedArea } from '../../components/saved-area.tsx';
import { useSaver } from '../../components/use-saver.ts';

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 },
});

/** As long as the API takes. */
const longest = 8000;

interface AnswerProps {
  api: Api;
  review: Review;
  reflection: Reflection;
  personId: string;
  changed: (reflection: Reflection) => void;
}

/** One prompt with its answer, which saves itself, and whether the coach may read it. */
export function Answer({ api, review, reflection, personId, changed }: AnswerProps) {
  const styles = useStyles();
  const { week } = review;
  const { key } = reflection;
  const saved = useSaver(`review.${personId}.${week}.${key}`, reflection, async (text, version) => {
    const kept = await api.put<Reflection>('/api/review/answer', { week, key, text, version });
    changed(kept);
    return { text, version: kept.version };
  });
  return (
    <div className={styles.answer}>
      <SavedArea label={reflection.prompt} most={longest} saved={saved} />
      {reflection.version > 0 && saved.text.trim() !== '' && <BringTo api={api} review={review} reflection={reflection} changed={changed} />}
    </div>
  );
}

const first = (name: string): string => name.split(' ')[0] ?? name;

function BringTo({ api, review, reflection, changed }: Omit<AnswerProps, 'personId'>) {
  const styles = useStyles();
  const [to, setTo] = useState(reflection.broughtTo);
  const bring = useAction(async (engagementId: string | null) => {
    const after = await api.post<Review>('/api/review/bring', { week: review.week, key: reflection.key, engagementId });
    changed(after.reflections.find(({ key }) => key === reflection.key) ?? reflection);
    return after;
  });
  const choose = async (engagementId: string | null) => {
    const before = to;
    setTo(engagementId);
    if (!(await bring.run(engagementId))) setTo(before);
  };
  const reader = review.engagements.find(({ id }) => id === to);
  return (
    <>
      {review.engagements.map(({ id, coachName }) => (
        <Checkbox key={id} checked={to === id} label={`Bring this to ${first(coachName)}`} onChange={(_event, { checked }) => void choose(checked === true ? id : null)} />
      ))}
      <ErrorNote problem={bring.problem} />
      <Caption1 className={styles.quiet}>{reader ? `${first(reader.coachName)} can read this one, as it stands, until you untick it.` : 'Only you can read this.'}</Caption1>
    </>
  );
}

/** An answer of a week that is closed. */
export function PastAnswer({ reflection }: { reflection: Reflection }) {
  const styles = useStyles();
  return (
    <div className={styles.answer}>
      <Caption1 className={styles.quiet}>{reflection.prompt}</Caption1>
      <Body1 as="p" dir="auto" className={styles.text}>
        {reflection.text === '' ? 'Not answered.' : reflection.text}
      </Body1>
    </div>
  );
}

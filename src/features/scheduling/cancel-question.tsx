import { Body1, Button, Field, makeStyles, Subtitle2, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CancelSession, ReasonCode, Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useFocusOnArrival } from '../../components/arriving-focus.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ReasonChoice } from './reason-choice.tsx';

const useStyles = makeStyles({
  question: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    outlineStyle: 'none',
  },
  title: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What was written and chosen so far. */
export interface CancelDraft {
  comment: string;
  reasonCode: ReasonCode | null;
}

interface CancelQuestionProps {
  session: Session;
  api: Api;
  close: () => void;
  cancelled: (session: Session) => void;
  left: CancelDraft | null;
  keep: (draft: CancelDraft) => void;
}

const wordsOf = {
  now: {
    title: 'Cancel this session?', text: 'Everybody is told, and it goes from their calendars. Moving it instead keeps the meeting.',
    comment: 'A word to the others (optional)', go: 'Cancel the session', busy: 'Cancelling …',
  },
  ask: {
    title: 'Ask to cancel this session?', text: 'The coach is asked first. Without an answer in time, the session stays as it is.',
    comment: 'A word to the coach (optional)', go: 'Ask the coach', busy: 'Asking …',
  },
};

/** Asks once more before everybody is told, with room for a kind word that goes with it. */
export function CancelQuestion({ session, api, close, cancelled, left, keep }: CancelQuestionProps) {
  const styles = useStyles();
  const [{ comment, reasonCode }, setDraft] = useState<CancelDraft>(left ?? { comment: '', reasonCode: null });
  const change = (part: Partial<CancelDraft>) => {
    const next = { comment, reasonCode, ...part };
    setDraft(next);
    keep(next);
  };
  const { cancel: way, reasons } = session.reschedule;
  const words = wordsOf[way === 'ask' ? 'ask' : 'now'];
  const place = useFocusOnArrival<HTMLElement>();
  const cancel = useAction(() => api.post<Session>(`/api/sessions/${session.id}/cancel`, { version: session.version, comment, ...(reasonCode && { reasonCode }) } satisfies CancelSession));
  const press = async () => {
    const after = await cancel.run();
    if (after) cancelled(after);
  };
  return (
    <section ref={place} tabIndex={-1} aria-label={words.title} className={styles.question}>
      <Subtitle2 as="h3" className={styles.title}>
        {words.title}
      </Subtitle2>
      <Body1>{words.text}</Body1>
      {way === 'with-reason' && <ReasonChoice reasons={reasons} chosen={reasonCode} choose={(code) => change({ reasonCode: code })} />}
      <Field label={words.comment} hint="For instance: sorry, I cannot make it.">
        <Textarea value={comment} maxLength={500} rows={3} onChange={(_event, data) => change({ comment: data.value })} />
      </Field>
      <ErrorNote problem={cancel.problem} />
      <div className={styles.actions}>
        <Button onClick={close}>Keep the session</Button>
        <Button appearance="primary" disabledFocusable={cancel.busy || (way === 'with-reason' && reasonCode === null)} onClick={() => void press()}>
          {cancel.busy ? words.busy : words.go}
        </Button>
      </div>
    </section>
  );
}

import { Body1, Button, Field, makeStyles, Subtitle2, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CancelSession, Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useFocusOnArrival } from '../../components/arriving-focus.ts';
import { ErrorNote } from '../../components/error-note.tsx';

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

interface CancelQuestionProps {
  session: Session;
  api: Api;
  close: () => void;
  cancelled: (session: Session) => void;
}

/** Asks once more before everybody is told, with room for a kind word that goes with it. */
export function CancelQuestion({ session, api, close, cancelled }: CancelQuestionProps) {
  const styles = useStyles();
  const [comment, setComment] = useState('');
  const place = useFocusOnArrival<HTMLElement>();
  const cancel = useAction(() => api.post<Session>(`/api/sessions/${session.id}/cancel`, { version: session.version, comment } satisfies CancelSession));
  const press = async () => {
    const after = await cancel.run();
    if (after) cancelled(after);
  };
  return (
    <section ref={place} tabIndex={-1} aria-label="Cancel this session?" className={styles.question}>
      <Subtitle2 as="h3" className={styles.title}>
        Cancel this session?
      </Subtitle2>
      <Body1>Everybody is told, and it goes from their calendars. Moving it instead keeps the meeting.</Body1>
      <Field label="A word to the others (optional)" hint="For instance: sorry, I cannot make it.">
        <Textarea value={comment} maxLength={500} rows={3} onChange={(_event, data) => setComment(data.value)} />
      </Field>
      <ErrorNote problem={cancel.problem} />
      <div className={styles.actions}>
        <Button onClick={close}>Keep the session</Button>
        <Button appearance="primary" disabledFocusable={cancel.busy} onClick={() => void press()}>
          {cancel.busy ? 'Cancelling …' : 'Cancel the session'}
        </Button>
      </div>
    </section>
  );
}

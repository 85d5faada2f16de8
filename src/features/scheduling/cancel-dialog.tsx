import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CancelSession, Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { dayText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  surface: { width: 'min(480px, calc(100vw - 16px))', boxSizing: 'border-box' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface CancelDialogProps {
  session: Session;
  api: Api;
  close: () => void;
  cancelled: (session: Session) => void;
}

/** Asks once more before everybody is told, with room for a kind word that goes with it. */
export function CancelDialog({ session, api, close, cancelled }: CancelDialogProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const [comment, setComment] = useState('');
  const cancel = useAction(() => api.post<Session>(`/api/sessions/${session.id}/cancel`, { version: session.version, comment } satisfies CancelSession));
  const press = async () => {
    const after = await cancel.run();
    if (after) cancelled(after);
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Cancel this session?</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>
              {dayText(session.start, zone, locale, api.now())}, {rangeText(session.start, session.end, zone, locale)}. Everybody is told, and it goes from their
              calendars. Moving it keeps the meeting.
            </Body1>
            <Field label="A word to the others (optional)">
              <Textarea value={comment} maxLength={500} rows={3} placeholder="Sorry, I cannot make it. I will suggest a new time." onChange={(_event, data) => setComment(data.value)} />
            </Field>
            <ErrorNote problem={cancel.problem} />
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>Keep it</Button>
            <Button appearance="primary" disabledFocusable={cancel.busy} onClick={() => void press()}>
              {cancel.busy ? 'Cancelling …' : 'Cancel the session'}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

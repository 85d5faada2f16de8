import { Body1, Button } from '@fluentui/react-components';
import type { AnswerRequest, ChangeRequest } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { requestWords } from './reschedule-words.ts';
import { useTell } from './use-tell.ts';

interface RequestNoteProps {
  request: ChangeRequest;
  api: Api;
  /** The question ended: by this press, or, as the server says, before it. */
  changed: () => void;
}

/** A change the coach is asked about: what is asked, until when, and what the viewer can say to it. */
export function RequestNote({ request, api, changed }: RequestNoteProps) {
  const tell = useTell(api.now());
  const answer = useAction((said: AnswerRequest['answer']) => api.post<ChangeRequest>(`/api/requests/${request.id}/answer`, { answer: said } satisfies AnswerRequest));
  const withdraw = useAction(() => api.post<ChangeRequest>(`/api/requests/${request.id}/withdraw`));
  const after = async (ended: Promise<ChangeRequest | undefined>) => {
    if (await ended) changed();
  };
  const { title, text, intent } = requestWords(request, tell);
  const busy = answer.busy || withdraw.busy;
  const { can, comment, what } = request;
  return (
    <>
      <BandNotice
        intent={intent}
        title={title}
        actions={
          (can.answer || can.withdraw) && (
            <>
              {can.answer && (
                <>
                  <Button size="small" appearance="primary" disabledFocusable={busy} onClick={() => void after(answer.run('agree'))}>
                    {what === 'move' ? 'Agree to the new time' : 'Agree to cancel'}
                  </Button>
                  <Button size="small" disabledFocusable={busy} onClick={() => void after(answer.run('keep'))}>
                    Keep the session
                  </Button>
                </>
              )}
              {can.withdraw && (
                <Button size="small" disabledFocusable={busy} onClick={() => void after(withdraw.run())}>
                  Take it back
                </Button>
              )}
            </>
          )
        }
      >
        {text}
        {comment && <Body1 block>“{comment}”</Body1>}
      </BandNotice>
      <ErrorNote problem={answer.problem ?? withdraw.problem} />
    </>
  );
}

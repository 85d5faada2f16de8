import { Button } from '@fluentui/react-components';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { consentNeed } from '../../components/consent-screen.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { calendarMessage, calendarWords } from '../../components/session-words.ts';
import type { Navigate } from '../../components/screen.ts';
import { MissingPermission } from './missing-permission.tsx';
import { movePath } from './moving.ts';

/** Why the application itself needs it: the writing is done when nobody looks. */
const whyWritten = 'Fieldwork writes the meeting into the calendar and invites everybody.';

interface CalendarStateProps {
  session: Session;
  api: Api;
  update: (session: Session) => void;
  navigate: Navigate;
}

/** How far the calendar is behind what was agreed; nothing when it is not. */
export function CalendarState({ session, api, update, navigate }: CalendarStateProps) {
  const retry = useAction(() => api.post<Session>(`/api/sessions/${session.id}/retry`));
  const { status, permission } = session.calendar;
  if (status === 'done') return null;
  const press = async () => {
    const now = await retry.run();
    if (now) update(now);
  };
  const actions = (
    <>
      {session.can.retry && status === 'attention' && (
        <Button size="small" disabledFocusable={retry.busy} onClick={() => void press()}>
          {retry.busy ? 'Trying …' : 'Try again'}
        </Button>
      )}
      {session.reschedule.move !== 'no' && status === 'attention' && !permission && (
        <Button size="small" onClick={() => navigate(movePath(session))}>
          Choose another time
        </Button>
      )}
    </>
  );
  return (
    <>
      <BandNotice intent={status === 'waiting' ? 'info' : 'warning'} title={`${calendarWords(session)}.`} actions={actions}>
        {calendarMessage(session)}
        {permission && <MissingPermission need={consentNeed({ permission, why: whyWritten })} />}
      </BandNotice>
      <ErrorNote problem={retry.problem} />
    </>
  );
}

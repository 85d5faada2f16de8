import { Fragment, useState } from 'react';
import type { Session as SessionOf } from '../../../server/features/scheduling/contract.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { isOff } from '../../components/session-words.ts';
import { PreparedAgenda } from '../../features/agenda/prepared.tsx';
import { LinksPanel } from '../../features/assistants/links-panel.tsx';
import { AttendancePanel } from '../../features/attendance/attendance-panel.tsx';
import { LatePanel } from '../../features/chase/late-panel.tsx';
import { Fieldwork } from '../../features/commitments/fieldwork.tsx';
import { RecapPanel } from '../../features/recap/recap-panel.tsx';
import { TodoNotes } from '../../features/todo/todo-notes.tsx';
import { SessionScreen } from '../../features/scheduling/session-screen.tsx';

/** A session with what other features show of it. */
export function Session(props: ScreenProps) {
  const { api, me, params } = props;
  const of = { api, sessionId: params['id'] ?? '' };
  // What changes the agenda elsewhere, or here among the fieldwork, shows on it.
  const [agendaChanged, setAgendaChanged] = useState(0);
  const todo = (board: { engagementId: string }) => <TodoNotes api={api} engagementId={board.engagementId} seen={board} />;
  // Once it is called off these are asked for anew: nothing is to be prepared, told or passed on any more.
  const after = (session: SessionOf) => (
    <Fragment key={String(isOff(session))}>
      <Fieldwork {...of} forClient={todo} heard={(name) => name === 'agenda' && setAgendaChanged((was) => was + 1)} />
      {!isOff(session) && <RecapPanel {...of} />}
      <LinksPanel {...of} />
    </Fragment>
  );
  const prepared = (changed: () => void) => (
    <>
      <LatePanel {...of} personId={me.person.id} />
      <AttendancePanel {...of} personId={me.person.id} changed={changed} />
      <PreparedAgenda {...of} personId={me.person.id} changed={agendaChanged} />
    </>
  );
  return <SessionScreen {...props} prepared={prepared} after={after} />;
}

import { useState } from 'react';
import type { ScreenProps } from '../../components/screen.ts';
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
  const after = (
    <>
      <Fieldwork {...of} forClient={todo} heard={(name) => name === 'agenda' && setAgendaChanged((was) => was + 1)} />
      <RecapPanel {...of} />
      <LinksPanel {...of} />
    </>
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

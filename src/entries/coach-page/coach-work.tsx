import { type ReactNode, useState } from 'react';
import type { Api } from '../../api/client.ts';
import { Preparation } from '../../features/agenda/preparation.tsx';
import { OutcomeCard } from '../../features/attendance/outcome-card.tsx';
import { useSessionCard } from '../../features/attendance/use-session-card.ts';
import { Fieldwork } from '../../features/commitments/fieldwork.tsx';
import { CoachSession, type NearSession } from '../../features/meetings/coach-session.tsx';
import { useLookBeside } from '../../features/todo/use-look-beside.ts';

interface NowProps {
  api: Api;
  session: NearSession;
  preparation: (under: boolean) => ReactNode;
  agendaChanged: () => void;
}

/** The session that goes on, comes next or was last, with what is asked of it while it is on. */
function Now({ api, session, preparation, agendaChanged }: NowProps) {
  const { card, again, replace } = useSessionCard(api, session);
  useLookBeside(api, session.id);
  const heard = (name: string): void => {
    if (name === 'agenda') agendaChanged();
    if (name === 'attendance') again();
  };
  return (
    <>
      <OutcomeCard api={api} sessionId={session.id} card={card} answered={replace} />
      <Fieldwork api={api} sessionId={session.id} heard={heard} between={session.ahead && preparation(true)} />
      {!session.ahead && preparation(false)}
    </>
  );
}

/** What a coach outside has before them beside the meeting, in the order of the panel: last time, the agenda, what is agreed now, the read-back. */
export function CoachWork({ api }: { api: Api }) {
  const [changed, setChanged] = useState(0);
  const preparation = (under: boolean) => <Preparation api={api} changed={changed} under={under} />;
  return (
    <CoachSession api={api}>
      {(session) =>
        session ? <Now key={session.id} api={api} session={session} preparation={preparation} agendaChanged={() => setChanged((was) => was + 1)} /> : preparation(false)
      }
    </CoachSession>
  );
}

import { useEffect, useState } from 'react';
import type { AgendaItem } from '../../../server/features/agenda/contract.ts';
import type { MeetingSession, Opening } from '../../../server/features/meetings/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { PreparedAgenda } from '../../features/agenda/prepared.tsx';
import { OutcomeCard } from '../../features/attendance/outcome-card.tsx';
import { useSessionCard } from '../../features/attendance/use-session-card.ts';
import { Fieldwork, type StartedLine } from '../../features/commitments/fieldwork.tsx';
import { LinkSession, Unlink } from '../../features/meetings/link-session.tsx';
import { MeetingScreen } from '../../features/scheduling/meeting-screen.tsx';
import { useLookBeside } from '../../features/todo/use-look-beside.ts';
import type { Host } from '../../host/host.ts';
import { openingPath } from './beginning.ts';

interface BesideProps {
  host: Host;
  api: Api;
  opening: Opening;
}

/** The panel opened on what is known here; shortly after, the calendar is asked whether that still holds. Milliseconds. */
const lookAfterMs = 2_000;

/** The session of this meeting's chat, or the offer to tie the meeting to one. */
export function Beside({ host, api, opening }: BesideProps) {
  const { chatId } = host.context;
  const path = openingPath(chatId);
  const ask = async (signal: AbortSignal): Promise<Opening> => {
    // Reads the session back from the calendar; what it finds is in the opening.
    if (chatId) await api.get<MeetingSession>(`/api/meetings/session?chatId=${encodeURIComponent(chatId)}`, { signal });
    return api.get<Opening>(path, { signal });
  };
  const { data, reload } = useLoad(path, ask, opening);
  const now = data ?? opening;
  // The other may be the one who links it.
  useRefresh(reload, !now.session && now.candidates.length > 0);
  useEffect(() => {
    const timer = setTimeout(reload, lookAfterMs);
    return () => clearTimeout(timer);
  }, [reload]);
  if (!now.session) return <LinkSession api={api} chatId={chatId} candidates={now.candidates} linked={reload} />;
  return <InSession key={now.session.id} host={host} api={api} opening={now} reload={reload} />;
}

function InSession({ host, api, opening: { me, session, engagement, board, agenda, linked }, reload }: BesideProps & { reload: () => void }) {
  const [changed, setChanged] = useState(0);
  const [start, setStart] = useState<StartedLine | null>(null);
  const { id } = session!;
  useLookBeside(api, id);
  const { card, again, replace } = useSessionCard(api, session!);
  const heard = (name: string): void => {
    if (name === 'agenda') setChanged((was) => was + 1);
    if (name === 'attendance') again();
  };
  /** The words of an item wait in the line, for the client's own wording and a day; once that is kept, the item is ticked. */
  const makeFieldwork = ({ text }: AgendaItem, talkedAbout: () => void) =>
    setStart((was) => ({ round: (was?.round ?? 0) + 1, text, ...(board?.myRole === 'client' ? { kept: talkedAbout } : {}) }));
  const prepared = <PreparedAgenda api={api} sessionId={id} personId={me.person.id} first={agenda} changed={changed} {...(board?.can.write ? { makeFieldwork } : {})} />;
  return (
    <MeetingScreen api={api} me={me} session={session!} engagement={engagement} openScreen={host.openScreen}>
      {(invitation) => (
        <>
          <OutcomeCard api={api} sessionId={id} card={card} answered={replace} />
          <Fieldwork api={api} sessionId={id} first={board} start={start} heard={heard} between={<>{prepared}{invitation}</>} />
          {linked && host.context.chatId && <Unlink api={api} chatId={host.context.chatId} sessionId={id} done={reload} />}
        </>
      )}
    </MeetingScreen>
  );
}

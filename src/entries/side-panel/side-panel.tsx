import type { ReactNode } from 'react';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { PreparedAgenda } from '../../features/agenda/prepared.tsx';
import { Fieldwork } from '../../features/commitments/fieldwork.tsx';
import { MeetingScreen } from '../../features/scheduling/meeting-screen.tsx';
import { connectHost } from '../../host/connect.ts';
import { Surface, type SurfaceParts } from '../surface.tsx';

/** Beside a Teams meeting: the session of this meeting's chat. Teams has the close button. */
export function SidePanel() {
  return (
    <Surface connect={connectHost}>
      {(parts) => <Beside {...parts} />}
    </Surface>
  );
}

function Beside({ host, api, me }: SurfaceParts) {
  const prepared = (sessionId: string) => <PreparedAgenda key={sessionId} api={api} sessionId={sessionId} personId={me.person.id} />;
  const work = ({ id }: Session, agenda: ReactNode) => <Fieldwork key={id} api={api} sessionId={id} between={agenda} />;
  return <MeetingScreen api={api} me={me} chatId={host.context.chatId} openScreen={host.openScreen} prepared={prepared} work={work} />;
}

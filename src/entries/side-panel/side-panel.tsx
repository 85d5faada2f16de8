import { MeetingScreen } from '../../features/scheduling/meeting-screen.tsx';
import { connectHost } from '../../host/connect.ts';
import { Surface } from '../surface.tsx';

/** Beside a Teams meeting: the session of this meeting's chat. Teams has the close button. */
export function SidePanel() {
  return (
    <Surface connect={connectHost}>
      {({ host, api, me }) => <MeetingScreen api={api} me={me} chatId={host.context.chatId} openScreen={host.openScreen} />}
    </Surface>
  );
}

import type { ScreenProps } from '../../components/screen.ts';
import { PreparedAgenda } from '../../features/agenda/prepared.tsx';
import { LinksPanel } from '../../features/assistants/links-panel.tsx';
import { Fieldwork } from '../../features/commitments/fieldwork.tsx';
import { SessionScreen } from '../../features/scheduling/session-screen.tsx';

/** A session with what other features show of it. */
export function Session(props: ScreenProps) {
  const { api, me, params } = props;
  const of = { api, sessionId: params['id'] ?? '' };
  const after = (
    <>
      <Fieldwork {...of} />
      <LinksPanel {...of} />
    </>
  );
  return <SessionScreen {...props} prepared={<PreparedAgenda {...of} personId={me.person.id} />} after={after} />;
}

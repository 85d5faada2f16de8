import type { ScreenProps } from '../../components/screen.ts';
import { LinksPanel } from '../../features/assistants/links-panel.tsx';
import { SessionScreen } from '../../features/scheduling/session-screen.tsx';

/** A session with what other features show of it. */
export function Session(props: ScreenProps) {
  return <SessionScreen {...props} after={<LinksPanel api={props.api} sessionId={props.params['id'] ?? ''} />} />;
}

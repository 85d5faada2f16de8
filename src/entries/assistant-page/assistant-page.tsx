import { useMemo } from 'react';
import { createLinkApi } from '../../api/client.ts';
import { AppFrame } from '../../components/app-frame.tsx';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { useLinkSecret } from '../../components/link-secret.ts';
import { NoPlan, PlannedScreen } from '../../features/assistants/planned-screen.tsx';
import { browserHost } from '../../host/browser-host.ts';

/** The page of somebody who keeps a calendar, for any browser: times and nothing else. */
export function AssistantPage() {
  const host = useMemo(() => browserHost(), []);
  const secret = useLinkSecret();
  const api = useMemo(() => createLinkApi(secret), [secret]);
  return (
    <AppFrame host={host}>
      <ErrorBoundary>{secret ? <PlannedScreen key={secret} api={api} /> : <NoPlan />}</ErrorBoundary>
    </AppFrame>
  );
}

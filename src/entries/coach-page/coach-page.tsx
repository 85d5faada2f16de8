import { useEffect, useMemo, useState } from 'react';
import { createLinkApi } from '../../api/client.ts';
import { AppFrame } from '../../components/app-frame.tsx';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { deviceZone } from '../../components/viewer.ts';
import { AvailabilityScreen } from '../../features/availability/availability-screen.tsx';
import { LinkEnded } from '../../features/availability/link-ended.tsx';
import { browserHost } from '../../host/browser-host.ts';

/** The page of a coach outside, for any browser. The secret stays in the address's hash, which is never sent to a server by itself. */
export function CoachPage() {
  const host = useMemo(() => browserHost(), []);
  const secret = useSecret();
  const api = useMemo(() => createLinkApi(secret), [secret]);
  return (
    <AppFrame host={host}>
      <ErrorBoundary>{secret ? <AvailabilityScreen key={secret} api={api} deviceZone={deviceZone()} /> : <LinkEnded incomplete />}</ErrorBoundary>
    </AppFrame>
  );
}

/** Another link pasted over this one is another page. */
function useSecret(): string {
  const [secret, setSecret] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const follow = () => setSecret(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return secret;
}

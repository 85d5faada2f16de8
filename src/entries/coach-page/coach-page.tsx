import { useMemo } from 'react';
import { createLinkApi } from '../../api/client.ts';
import { AppFrame } from '../../components/app-frame.tsx';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { useLinkSecret } from '../../components/link-secret.ts';
import { deviceZone } from '../../components/viewer.ts';
import { AskedAttendancePanel } from '../../features/attendance/asked-attendance.tsx';
import { CoachLog } from '../../features/attendance/log-card.tsx';
import { AvailabilityScreen } from '../../features/availability/availability-screen.tsx';
import { LinkEnded } from '../../features/availability/link-ended.tsx';
import { CoachSharing } from '../../features/disclosure/coach-sharing.tsx';
import { CoachNotices } from '../../features/nudges/coach-notices.tsx';
import { AskedOfCoach } from '../../features/scheduling/asked-of-coach.tsx';
import { CoachVotes } from '../../features/votes/coach-votes.tsx';
import { browserHost } from '../../host/browser-host.ts';
import { CoachWork } from './coach-work.tsx';

/** The page of a coach outside, for any browser. The secret stays in the address's hash, which is never sent to a server by itself. */
export function CoachPage() {
  const host = useMemo(() => browserHost(), []);
  const secret = useLinkSecret();
  const api = useMemo(() => createLinkApi(secret), [secret]);
  const before = (
    <>
      <AskedAttendancePanel api={api} />
      <AskedOfCoach api={api} />
      <CoachVotes api={api} />
      <CoachWork api={api} />
    </>
  );
  const after = (
    <>
      <CoachLog api={api} />
      <CoachSharing api={api} />
      <CoachNotices api={api} />
    </>
  );
  return (
    <AppFrame host={host}>
      <ErrorBoundary>{secret ? <AvailabilityScreen key={secret} api={api} deviceZone={deviceZone()} before={before} after={after} /> : <LinkEnded incomplete />}</ErrorBoundary>
    </AppFrame>
  );
}

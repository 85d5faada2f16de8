import { Button } from '@fluentui/react-components';
import type { ApiProblem } from '../../api/problem.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { useLookAgain } from './look-again.ts';

/** Microsoft did not answer a search: nothing is taken as free, and the screen looks again by itself. */
export function WaitingForMicrosoft({ problem, look, now }: { problem: ApiProblem; look: () => void; now: Date }) {
  const seconds = Number(problem.details['retryAfterSeconds'] ?? 5);
  const nextTryAt = new Date(now.getTime() + (Number.isFinite(seconds) ? seconds : 5) * 1000).toISOString();
  useLookAgain(true, look, { nextTryAt, now: () => now });
  return (
    <BandNotice
      intent="warning"
      title="Waiting for Microsoft 365."
      actions={
        <Button size="small" onClick={look}>
          Look now
        </Button>
      }
    >
      The calendars could not be read, and an unread calendar is never taken as free. This page looks again by itself.
    </BandNotice>
  );
}

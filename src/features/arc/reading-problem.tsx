import type { ApiProblem } from '../../api/problem.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { consentNeed } from '../../components/consent-screen.tsx';
import { ErrorNote } from '../../components/error-note.tsx';

/** Calendars that could not be read: why, what would help, and a way to look again. */
export function ReadingProblem({ problem, retry }: { problem: ApiProblem | null; retry: () => void }) {
  if (problem?.code === 'consent-required') {
    const { permission, why, who } = consentNeed(problem.details);
    return (
      <BandNotice intent="warning" title="A permission is missing.">
        {[permission ? `Permission: ${permission}.` : null, why, who].filter(Boolean).join(' ')}
      </BandNotice>
    );
  }
  const unread = problem !== null && problem.status >= 500;
  return <ErrorNote problem={problem} {...(problem?.retryable ? { retry } : {})} {...(unread ? { title: 'An unread calendar is never taken as free.' } : {})} />;
}

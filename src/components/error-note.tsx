import type { ApiProblem } from '../api/problem.ts';
import { BandNotice } from './band-notice.tsx';
import { Button } from './native/button.tsx';
import { Caption1 } from './native/text.tsx';

interface ErrorNoteProps {
  problem: ApiProblem | null;
  /** What "Try again" does; left out where the form's own button is the way. */
  retry?: () => void;
  title?: string;
}

/** What went wrong in a sentence, a way on where there is one, and the number that support can find it by. Nothing when nothing did. */
export function ErrorNote({ problem, retry, title }: ErrorNoteProps) {
  if (!problem) return null;
  const again = retry && (
    <Button onClick={retry} size="small">
      Try again
    </Button>
  );
  return (
    <BandNotice intent={problem.status === 0 ? 'warning' : 'error'} {...(title ? { title } : {})} actions={again}>
      {problem.message}
      {problem.requestId && problem.status >= 500 && <Caption1 block>Reference: {problem.requestId}</Caption1>}
    </BandNotice>
  );
}

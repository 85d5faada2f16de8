import type { Session } from '../../../server/features/scheduling/contract.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { movePath, proposedPath } from './moving.ts';
import { declinedWords } from './session-story.ts';
import { useTell } from './use-tell.ts';

/** Somebody who was asked cannot come, and the way to another time for those who may move it. Nothing while nobody said so. */
export function DeclinedNote({ session, viewerId }: { session: Session; viewerId: string }) {
  const words = declinedWords(session, viewerId);
  if (!words) return null;
  return (
    <BandNotice intent="warning" title={words} actions={session.reschedule.move !== 'no' && <ButtonLink to={movePath(session)} size="small">Find a new time</ButtonLink>}>
      {session.reschedule.move !== 'no' ? 'The session stays as it is until somebody moves it.' : 'The session stays as it is.'}
    </BandNotice>
  );
}

/** Other times that people proposed in their answers, each to look at. */
export function ProposedTimes({ session, now }: { session: Session; now: Date }) {
  const tell = useTell(now);
  return session.proposals.map(({ personId, displayName, start }) => (
    <BandNotice
      key={`${personId} ${start}`}
      title={`${displayName} proposes ${tell(start)}.`}
      actions={session.reschedule.move !== 'no' && <ButtonLink to={proposedPath(session, start)} size="small">Look at this time</ButtonLink>}
    >
      The session stays as it is until somebody moves it.
    </BandNotice>
  ));
}

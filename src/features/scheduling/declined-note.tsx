import type { Session } from '../../../server/features/scheduling/contract.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { movePath } from './moving.ts';
import { declinedWords } from './session-story.ts';

/** Somebody who was asked cannot come, and the way to another time for those who may move it. Nothing while nobody said so. */
export function DeclinedNote({ session, viewerId }: { session: Session; viewerId: string }) {
  const words = declinedWords(session, viewerId);
  if (!words) return null;
  return (
    <BandNotice intent="warning" title={words} actions={session.can.move && <ButtonLink to={movePath(session)} size="small">Find a new time</ButtonLink>}>
      {session.can.move ? 'The session stays as it is until somebody moves it.' : 'The session stays as it is.'}
    </BandNotice>
  );
}

import { useRef } from 'react';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLookAgain } from './look-again.ts';

/** Asks for a session again, ever more gently, while Microsoft 365 keeps it waiting. A look that fails leaves what is shown. */
export function useFollowed(api: Api, session: Session, update: (session: Session) => void): void {
  const under = useRef(false);
  const look = async () => {
    if (under.current) return;
    under.current = true;
    try {
      update(await api.get<Session>(`/api/sessions/${session.id}`));
    } catch {
      // The next look may work; what is on the screen is still the last that was known.
    } finally {
      under.current = false;
    }
  };
  useLookAgain(session.calendar.status === 'waiting', () => void look(), { nextTryAt: session.calendar.nextTryAt, now: api.now });
}

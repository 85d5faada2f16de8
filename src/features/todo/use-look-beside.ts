import { useEffect } from 'react';
import type { Api } from '../../api/client.ts';

/** Milliseconds between looks while the screen is in sight. */
const everyMs = 60_000;

/** While the fieldwork of a session is in sight, its client's To Do is looked at: what was ticked there shows in the meeting. */
export function useLookBeside(api: Api, sessionId: string): void {
  useEffect(() => {
    const look = (): void => {
      // One that is lost is made good by the next.
      if (document.visibilityState === 'visible') void api.put(`/api/sessions/${sessionId}/todo/look`, undefined).catch(() => undefined);
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [api, sessionId]);
}

import { useCallback, useEffect, useState } from 'react';
import type { OutcomeCard, SessionCard } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';

/** Milliseconds between signs of life; each holds for a little longer. */
const everyMs = 120_000;
/** Milliseconds before the start from which it makes sense to say that the page is open, and after the end. */
const beforeMs = 15 * 60_000;
const afterMs = 60 * 60_000;

export interface CardState {
  card: OutcomeCard | null;
  /** Asks anew, because something was heard of. */
  again: () => void;
  /** What was answered goes at once. */
  replace: (card: OutcomeCard | null) => void;
}

/**
 * While the side panel, or a coach's own page, is open and in sight, says so: that its owner was beside the meeting speaks for them later. What
 * comes back is what they are asked while the session is on. Around the session's time alone.
 */
export function useSessionCard(api: Api, { id, start, end }: { id: string; start: string; end: string }): CardState {
  const [card, setCard] = useState<OutcomeCard | null>(null);
  const say = useCallback(() => {
    const now = api.now().getTime();
    if (document.visibilityState !== 'visible' || now < Date.parse(start) - beforeMs || now >= Date.parse(end) + afterMs) return;
    // One that is lost is made good by the next.
    void api.put<SessionCard>(`/api/sessions/${id}/attendance/panel`, undefined).then((answer) => setCard(answer.card), () => undefined);
  }, [api, id, start, end]);
  useEffect(() => {
    say();
    const timer = setInterval(say, everyMs);
    document.addEventListener('visibilitychange', say);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
    };
  }, [say]);
  return { card, again: say, replace: setCard };
}

import { useEffect } from 'react';

/** How often a screen looks again while something waits for Microsoft 365. */
const whileWaitingMs = 4000;

/** Looks again when the person comes back to the page, and every few seconds while `waiting`. A hidden page asks nothing. */
export function useRefresh(reload: () => void, waiting: boolean): void {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', look);
    const timer = waiting ? setInterval(look, whileWaitingMs) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
    };
  }, [reload, waiting]);
}

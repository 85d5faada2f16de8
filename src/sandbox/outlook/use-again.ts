import { useEffect } from 'react';

/** How often a mailbox is looked at anew. */
const everyMs = 5000;

/** Looks again every few seconds, and when the person comes back to the page. A hidden page asks nothing. */
export function useAgain(reload: () => void): void {
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', look);
    const timer = setInterval(look, everyMs);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
    };
  }, [reload]);
}

import { useEffect, useEffectEvent } from 'react';

/**
 * While `open`, the browser's Back closes what was opened instead of leaving the page. Where a host has taken the history's calls away
 * (Outlook does), Back is as it was.
 */
export function useBackTo(open: boolean, close: () => void): void {
  const closeNow = useEffectEvent(close);
  useEffect(() => {
    if (!open || typeof history.pushState !== 'function') return undefined;
    const mark = `back-${performance.now()}`;
    let left = false;
    history.pushState({ mark }, '');
    const back = () => {
      left = true;
      closeNow();
    };
    addEventListener('popstate', back);
    return () => {
      removeEventListener('popstate', back);
      // Closed by a button: the extra step goes too, unless the page has gone elsewhere meanwhile.
      if (!left && (history.state as { mark?: string } | null)?.mark === mark) history.back();
    };
  }, [open]);
}

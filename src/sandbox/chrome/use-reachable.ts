import { type RefObject, useEffect, useRef } from 'react';

/** For a part that scrolls: reachable by keyboard also while there is nothing to press in it. */
export function useReachable<T extends HTMLElement>(): RefObject<T | null> {
  const part = useRef<T>(null);
  useEffect(() => {
    if (part.current) part.current.tabIndex = 0;
  }, []);
  return part;
}

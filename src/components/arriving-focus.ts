import { type RefObject, useEffect, useRef } from 'react';

/**
 * Where what had the focus has just gone away, the focus goes on to what came instead, never back to the top of the page.
 * Give the ref to the element that came; the first match of `selector` in it takes the focus whenever `wanted` turns true.
 */
export function useArrivingFocus(wanted: boolean, selector: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted) place.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [wanted, selector]);
  return place;
}

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

/**
 * Where what had the focus has just gone away, the focus goes on to what came instead, never back to the top of the page.
 * Give the ref to the element that came; the first match of `selector` in it takes the focus whenever `wanted` turns true.
 */
export function useArrivingFocus(wanted: boolean, selector: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  // Only arriving moves the focus: another selector later, while somebody types, must not.
  const arrive = useEffectEvent(() => place.current?.querySelector<HTMLElement>(selector)?.focus());
  useEffect(() => {
    if (wanted) arrive();
  }, [wanted]);
  return place;
}

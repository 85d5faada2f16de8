import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

/**
 * Where what had the focus has just gone away, the focus goes on to what came instead, never back to the top of the page.
 * Give the ref to the element that came; the first match of `selector` in it takes the focus whenever `wanted` turns true.
 */
export function useArrivingFocus<T extends HTMLElement = HTMLDivElement>(wanted: boolean, selector: string): RefObject<T | null> {
  const place = useRef<T>(null);
  // Only arriving moves the focus: another selector later, while somebody types, must not.
  const arrive = useEffectEvent(() => place.current?.querySelector<HTMLElement>(selector)?.focus());
  useEffect(() => {
    if (wanted) arrive();
  }, [wanted]);
  return place;
}

/** For a part of a screen that came in the place of what was pressed: it takes the focus itself, and is read out. */
export function useFocusOnArrival<T extends HTMLElement>(): RefObject<T | null> {
  const place = useRef<T>(null);
  useEffect(() => place.current?.focus(), []);
  return place;
}

/** For a part whose question is answered: once `asking` ends, the first match of `selector` that can be seen takes the focus. */
export function useFocusBack<T extends HTMLElement>(asking: boolean, selector: string): RefObject<T | null> {
  const place = useRef<T>(null);
  const before = useRef(asking);
  useEffect(() => {
    if (before.current && !asking) place.current?.querySelector<HTMLElement>(selector)?.focus();
    before.current = asking;
  }, [asking, selector]);
  return place;
}

/** For a part whose pressed button may go away with what it did: when `of` changes and the focus was lost, the first match takes it. */
export function useLostFocus<T extends HTMLElement>(of: unknown, selector: string): RefObject<T | null> {
  const place = useRef<T>(null);
  const before = useRef(of);
  useEffect(() => {
    if (before.current !== of && document.activeElement === document.body) place.current?.querySelector<HTMLElement>(selector)?.focus();
    before.current = of;
  }, [of, selector]);
  return place;
}

/** How long what was asked for may take to come, milliseconds. */
const patience = 5_000;

/** For what comes back only when the server has answered: it takes the focus then, unless somebody has moved it elsewhere meanwhile. */
export function focusOnceThere(selector: string, until = performance.now() + patience): void {
  if (document.activeElement !== document.body) return;
  const there = document.querySelector<HTMLElement>(selector);
  if (there) there.focus();
  else if (performance.now() < until) requestAnimationFrame(() => focusOnceThere(selector, until));
}

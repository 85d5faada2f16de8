import { useEffect, useRef } from 'react';

/**
 * Milliseconds until the next look while something waits for Microsoft 365: soon at first, because most waits are short, then ever
 * more seldom. `nextTryAt` is when the server itself tries again; looking much before that shows nothing new.
 */
export function lookAgainMs(looks: number, nextTryAt: string | null, now: Date): number {
  const grown = Math.min(2000 * 1.5 ** looks, longestMs);
  const untilTry = nextTryAt === null ? 0 : Date.parse(nextTryAt) - now.getTime() + answerMs;
  return Math.round(Math.min(Math.max(grown, untilTry), longestMs));
}

const longestMs = 20_000;

/** What the server's own try may take before its answer is there. */
const answerMs = 1500;

/** Calls `look` by that policy for as long as `waiting`; a page nobody sees asks nothing, and looks once when seen again. */
export function useLookAgain(waiting: boolean, look: () => void, at: { nextTryAt: string | null; now: () => Date }): void {
  const latest = useRef({ look, at });
  useEffect(() => {
    latest.current = { look, at };
  });
  useEffect(() => {
    if (!waiting) return undefined;
    let looks = 0;
    let timer: ReturnType<typeof setTimeout>;
    const plan = () => {
      timer = setTimeout(() => {
        looks += 1;
        if (document.visibilityState === 'visible') latest.current.look();
        plan();
      }, lookAgainMs(looks, latest.current.at.nextTryAt, latest.current.at.now()));
    };
    const seen = () => document.visibilityState === 'visible' && latest.current.look();
    document.addEventListener('visibilitychange', seen);
    plan();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [waiting]);
}

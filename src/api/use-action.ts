import { useRef, useState } from 'react';
import { type ApiProblem, toProblem } from './problem.ts';

export interface Action<A extends unknown[], T> {
  /** Resolves with the answer, or undefined when it failed (see `problem`) or one was already under way. */
  run: (...args: A) => Promise<T | undefined>;
  busy: boolean;
  problem: ApiProblem | null;
  clear: () => void;
}

/** Something a person starts by pressing: a second press while the first is under way does nothing. */
export function useAction<A extends unknown[], T>(work: (...args: A) => Promise<T>): Action<A, T> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  // A ref, not the state: two clicks in one frame both see the state of before.
  const underWay = useRef(false);
  const run = async (...args: A): Promise<T | undefined> => {
    if (underWay.current) return undefined;
    underWay.current = true;
    setBusy(true);
    setProblem(null);
    try {
      return await work(...args);
    } catch (thrown) {
      setProblem(toProblem(thrown));
      return undefined;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };
  return { run, busy, problem, clear: () => setProblem(null) };
}

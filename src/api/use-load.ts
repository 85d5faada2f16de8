import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiProblem, toProblem } from './problem.ts';

/** What a screen shows while and after it asks. `reload` keeps what is shown until the new answer is there. */
export type Load<T> = {
  data: T | null;
  problem: ApiProblem | null;
  busy: boolean;
  reload: () => void;
  /** Puts an answer that is already known, e.g. what a change returned. */
  replace: (data: T) => void;
};

/**
 * Asks once and again whenever `key` changes; `ask` gets a signal that ends with the screen.
 * A reload that fails leaves `data` in place beside the `problem`.
 */
export function useLoad<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [state, setState] = useState<{ key: string; data: T | null; problem: ApiProblem | null; busy: boolean }>({ key, data: null, problem: null, busy: true });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const ended = new AbortController();
    setState((was) => ({ key, data: was.key === key ? was.data : null, problem: null, busy: true }));
    latest.current(ended.signal).then(
      (data) => ended.signal.aborted || setState({ key, data, problem: null, busy: false }),
      (thrown) => ended.signal.aborted || setState((was) => ({ ...was, problem: toProblem(thrown), busy: false })),
    );
    return () => ended.abort();
  }, [key, round]);
  const reload = useCallback(() => setRound((was) => was + 1), []);
  const replace = useCallback((data: T) => setState({ key, data, problem: null, busy: false }), [key]);
  return { data: state.data, problem: state.problem, busy: state.busy, reload, replace };
}

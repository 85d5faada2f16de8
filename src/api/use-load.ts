import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { type ApiProblem, toProblem } from './problem.ts';

/** What a screen shows while and after it asks. `reload` keeps what is shown until the new answer is there. */
export interface Load<T> {
  data: T | null;
  problem: ApiProblem | null;
  busy: boolean;
  reload: () => void;
  /** Puts an answer that is already known, e.g. what a change returned. */
  replace: (data: T) => void;
  /** Changes a part of what is shown by then, where several changes may be under way at once. */
  amend: (change: (was: T) => T) => void;
}

/** The answer to one asking. */
interface Settled<T> {
  key: string;
  round: number;
  data: T | null;
  problem: ApiProblem | null;
}

/**
 * Asks once and again whenever `key` changes; `ask` gets a signal that ends with the screen.
 * A reload that fails leaves `data` in place beside the `problem`. `first` is an answer that came before: then nothing is asked until a reload.
 */
export function useLoad<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, first: T | null = null): Load<T> {
  const [settled, setSettled] = useState<Settled<T>>({ key, round: first === null ? -1 : 0, data: first, problem: null });
  const [known] = useState(() => (first === null ? null : key));
  const [round, setRound] = useState(0);
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    if (known === key && round === 0) return undefined;
    const ended = new AbortController();
    const keep = (answer: (was: Settled<T>) => Settled<T>) => ended.signal.aborted || setSettled(answer);
    askNow(ended.signal).then(
      (data) => keep(() => ({ key, round, data, problem: null })),
      (thrown: unknown) => keep((was) => ({ key, round, data: was.key === key ? was.data : null, problem: toProblem(thrown) })),
    );
    return () => ended.abort();
  }, [key, known, round]);
  const reload = useCallback(() => setRound((was) => was + 1), []);
  const replace = useCallback((data: T) => setSettled({ key, round, data, problem: null }), [key, round]);
  const amend = useCallback((change: (was: T) => T) => setSettled((was) => (was.key === key && was.data !== null ? { ...was, data: change(was.data) } : was)), [key]);
  const busy = settled.key !== key || settled.round !== round;
  return { data: settled.key === key ? settled.data : null, problem: busy ? null : settled.problem, busy, reload, replace, amend };
}

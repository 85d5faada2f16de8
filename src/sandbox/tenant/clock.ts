import { useCallback, useEffect, useState } from 'react';
import { createPageClock, type PageClock } from '../../api/clock.ts';
import { toProblem, type ApiProblem } from '../../api/problem.ts';
import { ask } from './api.ts';

export interface TenantClock {
  /** Null until the sandbox told it. */
  now: Date | null;
  /** Moves time forward; resolves once everything due is done. Rejects with ApiProblem, e.g. for a time that has passed. */
  moveTo: (to: Date) => Promise<void>;
  problem: ApiProblem | null;
}

/** Others move the same clock: another window, a script. */
const lookAgainMs = 15_000;

/** The tenant's present, ticking every `tickMs`. */
export function useTenantClock(tickMs = 1000): TenantClock {
  const [clock, setClock] = useState<PageClock | null>(null);
  const [now, setNow] = useState<Date | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const learn = useCallback(({ now: text }: { now: string }) => {
    setClock(createPageClock(Date.parse(text)));
    setNow(new Date(text));
    setProblem(null);
  }, []);
  useEffect(() => {
    const look = () => void ask<{ now: string }>('/clock').then(learn, (thrown) => setProblem(toProblem(thrown)));
    look();
    const timer = setInterval(look, lookAgainMs);
    return () => clearInterval(timer);
  }, [learn]);
  useEffect(() => {
    if (!clock) return;
    const timer = setInterval(() => setNow(clock.now()), tickMs);
    return () => clearInterval(timer);
  }, [clock, tickMs]);
  const moveTo = async (to: Date) => learn(await ask('/clock', { method: 'POST', body: { now: to.toISOString() } }));
  return { now, moveTo, problem };
}

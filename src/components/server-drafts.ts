import type { Draft } from '../../server/features/drafts/contract.ts';
import type { Api } from '../api/client.ts';
import { toProblem } from '../api/problem.ts';
import type { Drafts } from './drafts.ts';
import { unsent } from './unsent.ts';

/** Quiet after a change before it is sent, and the wait after a failure, in milliseconds. */
const quietMs = 300;
const againMs = 5000;

type Later = (work: () => void, ms: number) => () => void;

const onTimer: Later = (work, ms) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

interface Parts {
  api: Pick<Api, 'get' | 'put' | 'delete'>;
  /** Whose: two people may use one browser. */
  owner: string;
  later?: Later;
}

/** What a place is to hold; null: nothing. */
interface Wanted {
  content: string | null;
}

/**
 * Drafts that the server keeps for one person. Each change waits in this browser until the server has it, so that closing the screen at
 * once loses nothing here; a change made while one is under way goes after it.
 */
export function createServerDrafts({ api, owner, later = onTimer }: Parts): Drafts & { flush: () => void } {
  const waiting = new Map<string, Wanted & { stop: () => void }>();
  const underWay = new Set<string>();
  /** Places that may hold something: only there is anything to forget. */
  const used = new Set<string>();
  const store = (place: string) => unsent<Wanted>(`draft.${owner}.${place}`);
  const put = async (place: string, { content }: Wanted): Promise<void> => {
    if (content === null) await api.delete(`/api/drafts?place=${place}`, { keepalive: true });
    else await api.put('/api/drafts', { place, content }, { keepalive: true });
  };
  const send = async (place: string): Promise<void> => {
    const sent = waiting.get(place);
    if (!sent || underWay.has(place)) return;
    underWay.add(place);
    const failed = await put(place, sent).then(() => null, toProblem);
    underWay.delete(place);
    const now = waiting.get(place)!;
    if (now !== sent) return plan(place, now, 0);
    if (failed?.retryable) return plan(place, sent, againMs);
    waiting.delete(place);
    store(place).forget();
  };
  const plan = (place: string, { content }: Wanted, ms: number): void => {
    waiting.get(place)?.stop();
    waiting.set(place, { content, stop: later(() => void send(place), ms) });
  };
  const want = (place: string, wanted: Wanted, ms: number): void => {
    store(place).write(wanted);
    plan(place, wanted, ms);
  };
  return {
    async read(place) {
      const left = waiting.get(place) ?? store(place).read();
      if (left) {
        if (!waiting.has(place)) plan(place, left, 0);
        used.add(place);
        return left.content;
      }
      const found = await api.get<Draft>(`/api/drafts?place=${place}`).catch(() => null);
      if (found?.content) used.add(place);
      return found?.content ?? null;
    },
    write(place, content) {
      used.add(place);
      want(place, { content }, quietMs);
    },
    forget(place) {
      if (used.delete(place)) want(place, { content: null }, 0);
    },
    flush() {
      for (const [place, { content }] of waiting) plan(place, { content }, 0);
    },
  };
}

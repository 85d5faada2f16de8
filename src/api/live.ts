import { createParser } from 'eventsource-parser';
import type { Api } from './client.ts';
import { chance } from './ids.ts';
import { ApiProblem } from './problem.ts';

/** Something that changed on what a surface has open; what it is now, the surface asks for. */
export interface LiveEvent {
  id: string;
  name: string;
  itemId: string | null;
}

export type LiveState = 'connecting' | 'live' | 'lost' | 'ended';

export interface FollowOptions {
  /** Address of the stream without the query `after`. */
  path: string;
  /** The last event that the surface knows. */
  after: string;
  onEvent(event: LiveEvent): void;
  /** 'ended': the viewer has no part in it any more; it is not tried again. */
  onState?(state: LiveState): void;
  /** Milliseconds to wait before try `n` (from 1). */
  pause?(n: number): number;
}

/** Half a second at first, at most 15 s, spread so that a restarted server is not met by everybody at once. */
const backOff = (n: number): number => Math.min(15_000, 500 * 2 ** (n - 1)) * (0.5 + chance());

/** Follows a stream of server-sent events until told to stop; comes back by itself and goes on after the last event it had. */
export function followLive(api: Pick<Api, 'stream'>, { path, after, onEvent, onState = () => undefined, pause = backOff }: FollowOptions): () => void {
  const stopping = new AbortController();
  let last = after;

  const once = async (): Promise<boolean> => {
    const body = await api.stream(`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(last)}`, { signal: stopping.signal });
    onState('live');
    let ended = false;
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (event === 'problem') ended = (JSON.parse(data) as { code: string }).code === 'not-found';
        else if (id !== undefined && event !== undefined) {
          last = id;
          onEvent({ id, name: event, itemId: (JSON.parse(data) as { itemId: string | null }).itemId });
        }
      },
    });
    const decoder = new TextDecoder();
    for await (const piece of body) parser.feed(decoder.decode(piece, { stream: true }));
    return ended;
  };

  const keep = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      onState(failures === 0 ? 'connecting' : 'lost');
      try {
        if (await once()) return onState('ended');
        failures = 1;
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (error instanceof ApiProblem && error.status === 404) return onState('ended');
        failures += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, pause(failures)));
    }
  };
  void keep();
  return () => stopping.abort();
}

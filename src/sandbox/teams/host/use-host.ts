import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { answerTo, type AppMessage, eventMessage, readMessage } from './messages.ts';
import { type HostActs, type Reply, respond } from './respond.ts';

/** One exchange, for the developer corner. */
export interface Exchange {
  key: number;
  message: AppMessage;
  reply: Reply;
}

/** The latest exchanges that are kept to look at. */
const keptExchanges = 100;

/** What the host sees of the app, besides what the app asks it to do. */
export interface HostState {
  exchanges: Exchange[];
  /** Tells the app of an event, if it wanted to hear of it. */
  tell: (event: string, args: unknown[]) => void;
}

/** Plays the host for the page in `frame`: answers what comes from that very window and our own origin, and nothing else. */
export function useHost(frame: RefObject<HTMLIFrameElement | null>, acts: Omit<HostActs, 'registered'>): HostState {
  const [exchanges, setExchanges] = useState<Exchange[]>([]);
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const wanted = useRef(new Set<string>());
  useEffect(() => {
    let count = 0;
    const registered = (event: string) => void wanted.current.add(event);
    const listen = async ({ source, origin, data }: MessageEvent) => {
      const message = source === frame.current?.contentWindow && origin === location.origin ? readMessage(data) : null;
      if (!message) return;
      const reply = await respond(message, { ...latest.current, registered });
      if (reply.args) (source as Window).postMessage(answerTo(message, reply.args), origin);
      const exchange = { key: count++, message, reply };
      setExchanges((was) => [...was.slice(1 - keptExchanges), exchange]);
    };
    const onMessage = (event: MessageEvent) => void listen(event);
    addEventListener('message', onMessage);
    return () => removeEventListener('message', onMessage);
  }, [frame]);
  const tell = useCallback(
    (event: string, args: unknown[]) => {
      if (wanted.current.has(event)) frame.current?.contentWindow?.postMessage(eventMessage(event, args), location.origin);
    },
    [frame],
  );
  return { exchanges, tell };
}

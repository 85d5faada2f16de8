import type { ServerResponse } from 'node:http';
import { AppError } from '../errors.ts';
import type { EventSink } from './stream.ts';

/** A reader who leaves this much unread (bytes) is let go; it comes back and catches up. */
const patience = 1_000_000;

const line = (text: string): string => text.replaceAll(/[\r\n]/g, ' ');

function sinkOf(response: ServerResponse): EventSink {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const write = (text: string): boolean => {
    if (!gone.signal.aborted) response.write(text);
    return !gone.signal.aborted && response.writableLength < patience;
  };
  return {
    send: ({ id, name, data }) => write(`${id === undefined ? '' : `id: ${line(id)}\n`}event: ${line(name)}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => void write(': still here\n\n'),
    gone: gone.signal,
  };
}

/**
 * Answers with server-sent events (WHATWG HTML, "Server-sent events") until `work` is done. A problem that comes after the beginning is
 * told as an event `problem` with its code, because the status has left already.
 */
export async function serveStream(response: ServerResponse, work: (sink: EventSink) => Promise<void>): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies of the nginx kind would hold events back until their buffer is full.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  const sink = sinkOf(response);
  // A first sign, so that the reader knows that it is connected.
  sink.beat();
  try {
    await work(sink);
  } catch (error) {
    sink.send({ name: 'problem', data: { code: error instanceof AppError ? error.code : 'unexpected' } });
    if (!(error instanceof AppError)) throw error;
  } finally {
    if (!sink.gone.aborted) response.end();
  }
}

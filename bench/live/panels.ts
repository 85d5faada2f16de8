import { get, type ClientRequest } from 'node:http';
import { createParser } from 'eventsource-parser';

export interface Side {
  pair: number;
  role: 'client' | 'coach';
  token: string;
}

export interface Heard {
  name: string;
  itemId: string | null;
  /** Milliseconds of this process' clock. */
  at: number;
}

/** One side's open stream, each on a connection of its own, as browsers' are. Resolves once the server says that it is there. */
export function openStream(url: string, token: string, heard: (event: Heard) => void, lost: () => void): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`a stream was refused with ${answer.statusCode}`));
      const parser = createParser({
        onComment: () => resolve(request),
        onEvent: ({ event, data }) => heard({ name: event ?? '', itemId: (JSON.parse(data) as { itemId: string | null }).itemId, at: performance.now() }),
      });
      answer.setEncoding('utf8').on('data', (piece: string) => parser.feed(piece)).once('close', lost);
      answer.on('error', () => undefined);
    });
    request.on('error', reject);
  });
}

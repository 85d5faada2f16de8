import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, it } from '@jest/globals';
import { closing } from '../../server/platform/closing.ts';

let server: Server;
let close: () => Promise<void>;
let port: number;
/** Those who asked for `/slow`. */
let waiting: ServerResponse[];

beforeEach(async () => {
  waiting = [];
  server = createServer((request, response) => {
    void text(request).then(() => (request.url === '/slow' ? waiting.push(response) : response.end('done')), () => undefined);
  });
  close = closing(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

const opened = (sent: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(sent, () => resolve(socket)));
    socket.on('error', () => undefined);
  });
const heard = async (socket: Socket): Promise<string> => text(socket).catch(() => '');

it('is not held up by who sends a letter at a time, and answers whoever has asked', async () => {
  const halfHead = await opened('GET /home HTTP/1.1\r\nHost: a\r\nX');
  const halfBody = await opened('POST /home HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab');
  const asked = await opened('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  const answers = [halfHead, halfBody, asked].map(heard);
  const resting = await fetch(`http://127.0.0.1:${port}/`);
  expect(await resting.text()).toBe('done');
  let ended = false;
  const end = close().then(() => (ended = true));
  while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  // As long as somebody waits for an answer nothing is cut off.
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  expect(ended).toBe(false);
  waiting[0]!.end('at last');
  await end;
  expect(await Promise.all(answers)).toEqual(['', '', expect.stringContaining('at last')]);
});

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on loopback, tells the parent process where (one line of JSON), and stops when the parent closes our input. */
export async function serve(listener: RequestListener, tell: object, stop: () => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.stdout.write(`${JSON.stringify({ ...tell, port: (server.address() as AddressInfo).port })}\n`);
  process.stdin.resume().once('end', () => {
    server.close();
    server.closeAllConnections();
    void stop().then(() => process.exit(0));
  });
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * Makes this process the one owner of an existing directory; answers how to give it up. Two owners of one PGlite
 * directory destroy each other's rows. Throws naming the process that owns it.
 *
 * The lock is a local socket: the system frees it even after `kill -9`, and asking it tells who holds it. It is not seen
 * from another container that mounts the same directory.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = socketPath(directory);
  const server = await listen(path);
  if (server !== null) return () => release(server);
  const owner = await askOwner(path);
  if (owner !== null) throw new Error(`The data directory ${directory} is in use by process ${owner}. Stop that one first, or choose another directory.`);
  // Nobody answers: the socket file of a killed process, on systems where it is a file.
  rmSync(path, { force: true });
  const second = await listen(path);
  if (second === null) throw new Error(`The data directory ${directory} was taken by another process just now.`);
  return () => release(second);
}

function socketPath(directory: string): string {
  const name = `fieldwork-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/** A server on the path, or null when there is one already. */
async function listen(path: string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(String(process.pid));
  });
  try {
    server.listen(path);
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
  server.unref();
  return server;
}

/** The owner's process id, `unknown` from one too busy to say, or null when nobody is there. */
async function askOwner(path: string): Promise<string | null> {
  const socket = connect(path);
  socket.setTimeout(1000, () => socket.destroy());
  try {
    await once(socket, 'connect');
  } catch {
    return null;
  }
  return text(socket).then((pid) => pid || 'unknown', () => 'unknown');
}

async function release(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

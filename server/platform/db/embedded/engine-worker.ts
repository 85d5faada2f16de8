import { parentPort, workerData } from 'node:worker_threads';
import type { EngineData, EngineReply, EngineRequest } from './engine-thread.ts';
import { openPglite } from './open-pglite.ts';

/** The thread that owns PGlite: raw protocol bytes in, raw protocol bytes out, one batch at a time. */

const port = parentPort;
if (port === null) throw new Error('engine-worker.ts is a worker thread; start it through engine.ts.');
const reply = (message: EngineReply, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const engine = await openPglite(workerData as EngineData);

/** By the streaming call, because the other one (0.5.16) also parses every answer and keeps what it parsed for ever. */
async function run(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  // Copied, because what arrives is a view of the engine's own memory.
  await engine.execProtocolRawStream(bytes, { syncToFs: false, onRawData: (part) => parts.push(part.slice()) });
  return new Uint8Array(Buffer.concat(parts));
}

async function answer(request: EngineRequest): Promise<void> {
  if (request.kind === 'run') {
    const bytes = await run(request.bytes);
    reply({ kind: 'answer', bytes }, [bytes.buffer]);
  } else if (request.kind === 'dump') {
    const bytes = new Uint8Array(await (await engine.dumpDataDir('none')).arrayBuffer());
    reply({ kind: 'answer', bytes }, [bytes.buffer]);
  } else {
    await engine.close();
    reply({ kind: 'answer', bytes: new Uint8Array() });
    port?.close();
  }
}

port.on('message', (request: EngineRequest) => {
  answer(request).catch((error: unknown) => reply({ kind: 'failed', message: String(error) }));
});
reply({ kind: 'ready' });

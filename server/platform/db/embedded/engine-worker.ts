import { parentPort, workerData } from 'node:worker_threads';
import type { EngineData, EngineReply, EngineRequest } from './engine-thread.ts';
import { openPglite } from './open-pglite.ts';

/** The thread that owns PGlite: raw protocol bytes in, raw protocol bytes out, one batch at a time. */

const port = parentPort;
if (port === null) throw new Error('engine-worker.ts is a worker thread; start it through engine.ts.');
const reply = (message: EngineReply, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const engine = await openPglite(workerData as EngineData);

async function answer(request: EngineRequest): Promise<void> {
  if (request.kind === 'run') {
    // A copy: what PGlite returns may be a view of its own memory, which must not be transferred.
    const bytes = new Uint8Array(await engine.execProtocolRaw(request.bytes, { syncToFs: false }));
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

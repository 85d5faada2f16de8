import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { DurableFs } from './durable-fs.ts';
import type { EngineData, EngineReply, EngineRequest } from './engine-thread.ts';

/** The thread that owns PGlite: raw protocol bytes in, raw protocol bytes out, one batch at a time. */

/**
 * Small buffers, because this shares a machine with a person's other work; the operating system caches the files anyway.
 * No repeating progress timer, which would keep the process alive. No replication, so the log can be minimal.
 */
const settings = [
  'shared_buffers=16MB', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=96MB', 'min_wal_size=32MB',
  'log_startup_progress_interval=0', 'jit=off', 'timezone=UTC',
];
const durable = ['fsync=on', 'wal_sync_method=fsync'];

function options({ directory, template, fsync }: EngineData): PGliteOptions {
  const chosen = fsync ? [...settings, ...durable] : settings;
  const startParams = [
    ...PGlite.defaultStartParams.filter((flag) => !(fsync && flag === '-F')),
    ...chosen.flatMap((setting) => ['-c', setting]),
  ];
  return {
    startParams,
    ...(directory === null ? {} : { fs: new DurableFs(directory) }),
    ...(template === null ? {} : { loadDataDir: new Blob([readFileSync(template)]) }),
  };
}

const port = parentPort;
if (port === null) throw new Error('engine-worker.ts is a worker thread; start it through engine.ts.');
const reply = (message: EngineReply, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const engine = await PGlite.create(options(workerData as EngineData));

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

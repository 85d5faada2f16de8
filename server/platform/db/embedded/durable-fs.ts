import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Emscripten's file system on Node's, as far as it is touched here. */
interface NodeStream {
  nfd: number;
}
interface WasmModule {
  NODEFS: { stream_ops: { fsync?: (stream: NodeStream) => number } };
}
type InitOptions = Parameters<NodeFS['init']>[1];

function connectFsync(module: unknown): void {
  (module as WasmModule).NODEFS.stream_ops.fsync = (stream) => {
    fsyncSync(stream.nfd);
    return 0;
  };
}

/**
 * PGlite's directory on disk, with an fsync that reaches the disk. Without it Emscripten answers "done" and does
 * nothing, and a power cut takes commits that were acknowledged.
 */
export class DurableFs extends NodeFS {
  override async init(pg: PGlite, opts: InitOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(pg, opts);
    const preRun = [made.emscriptenOpts.preRun ?? []].flat();
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [...preRun, connectFsync] } };
  }
}

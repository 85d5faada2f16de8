import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Duty } from '../../server/platform/config.ts';

const runProcess = fileURLToPath(new URL('./run-process.ts', import.meta.url));

export interface Started {
  url: string;
  metricsUrl: string;
  child: ChildProcess;
  /** Lines of its log so far. */
  lines: string[];
  /** Sends SIGTERM; answers the exit code. */
  terminate(): Promise<number | null>;
}

export interface ChildOptions {
  duty: Duty;
  /** Where the tenant is served. */
  tenant: string;
  /** A PostgreSQL, or */
  url: string | null;
  /** the folder of an embedded database. */
  directory: string | null;
  drainSeconds: number;
  /** A clock that somebody steers (`steered-clock.ts`); the machine's unless told. */
  clockFile?: string;
  sweepSeconds?: number;
  /** A free one unless told. */
  port?: number;
  logLevel?: string;
}

/** Starts one process of a deployment; another version of the product's with its own `script` in the place of `run-process.ts`. */
export async function startChild(of: ChildOptions, script = runProcess): Promise<Started> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(of)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  child.stderr!.on('data', (data: Buffer) => lines.push(...data.toString().split('\n').filter((line) => line !== '')));
  const said = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => Promise.reject(new Error(`it did not start: ${lines.join('\n')}`)))]);
  const { port, metricsPort } = JSON.parse(String((said as [Buffer])[0])) as { port: number; metricsPort: number };
  return {
    url: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}`,
    child,
    lines,
    async terminate() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      return ((await exit) as [number | null])[0];
    },
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Started {
  port: number;
  process: ChildProcess;
}

/** Starts a server of `bench/api` in a process of its own; it tells where it listens in one line. */
export async function startServer<T extends Started>(script: string, ...given: string[]): Promise<T> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./api/${script}`, import.meta.url)), ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return { ...(JSON.parse(told) as T), process: child };
}

export async function stopServer({ process: child }: Started): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.stdin!.end();
  await gone;
}

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Runs a bench to its end; what it throws is why it failed. */
export function runBench(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

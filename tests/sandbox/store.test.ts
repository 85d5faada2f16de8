import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepIn, openTenantStore } from '../../server/sandbox/store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the store of the tenant', () => {
  it('gives back what was committed, in the order it was first written', () => {
    const store = openTenantStore(folder);
    store.commit([
      { kind: 'event', id: 'b', document: { subject: 'Zürich ☕' } },
      { kind: 'event', id: 'a', document: { subject: 'first' } },
    ]);
    store.commit([{ kind: 'event', id: 'b', document: { subject: 'changed' } }]);
    store.commit([{ kind: 'event', id: 'c', document: {} }, { kind: 'event', id: 'c', document: null }]);
    store.close();
    const again = openTenantStore(folder);
    expect([...again.load()]).toEqual([
      { kind: 'event', id: 'b', document: { subject: 'changed' } },
      { kind: 'event', id: 'a', document: { subject: 'first' } },
    ]);
    again.close();
  });

  it('writes all changes of a commit or none', () => {
    const store = openTenantStore(folder);
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const commit = (): void => store.commit([{ kind: 'event', id: 'a', document: {} }, { kind: 'event', id: 'b', document: circular }]);
    expect(commit).toThrow('circular');
    expect([...store.load()]).toEqual([]);
    store.commit([{ kind: 'event', id: 'c', document: {} }]);
    store.close();
  });

  it('belongs to one process at a time', () => {
    const store = openTenantStore(folder);
    expect(() => openTenantStore(folder)).toThrow('in use by another process');
    store.close();
    openTenantStore(folder).close();
  });

  it('keeps small values beside the documents', () => {
    const store = openTenantStore(folder);
    keepIn(store).write('clock', { at: 1 });
    expect(keepIn(store).read('clock')).toEqual({ at: 1 });
    expect(keepIn(store).read('other')).toBeNull();
    store.close();
  });

  it('loses nothing that was acknowledged when the process is killed, and no half commit remains', async () => {
    const script = fileURLToPath(new URL('./support/write-and-wait.ts', import.meta.url));
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 25) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const store = openTenantStore(folder);
    const ids = new Set([...store.load()].map(({ id }) => id));
    store.close();
    for (let number = 1; number <= acknowledged; number += 1) expect(ids).toContain(`right-${number}`);
    const halves = [...ids].filter((id) => !ids.has(id.replace(/^(left|right)/, (side) => (side === 'left' ? 'right' : 'left'))));
    expect(halves).toEqual([]);
  });
});

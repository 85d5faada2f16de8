import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type SandboxOptions } from '../../../server/sandbox/main.ts';

const folder = mkdtempSync(join(tmpdir(), 'fieldwork-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (options: Partial<SandboxOptions>) =>
  startSandbox({
    port: 0, dataDir: folder, databaseUrl: null, logLevel: 'silent', feedOrigins: [], tenantFile: null, staticDir: folder, say: () => undefined, ...options,
  });

describe('a start that cannot be says what to change', () => {
  it('where the data folder is none', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(start({ dataDir: file })).rejects.toThrow(/^The data cannot be kept in .*a-file.*\(ENOTDIR\).*FIELDWORK_DATA=/);
  });

  it('where no database answers', async () => {
    await expect(start({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(/^The database named by DATABASE_URL cannot be used: .*ECONNREFUSED/);
  });
});

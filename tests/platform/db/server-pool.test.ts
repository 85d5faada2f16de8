import { describe, expect, it } from '@jest/globals';
import { checkVersion, serverPool } from '../../../server/platform/db/server-pool.ts';

const server = (version: string) => ({ query: async () => ({ rows: [{ version }] }) }) as unknown as Parameters<typeof checkVersion>[0];

describe('a PostgreSQL server', () => {
  it('is refused when older than 15, naming both versions', async () => {
    await expect(checkVersion(server('14.19 (Debian 14.19-1)'))).rejects.toThrow('version 14.19 (Debian 14.19-1); Fieldwork needs 15 or newer');
  });

  it.each(['15.18', '18.6', '19beta1'])('is taken at version %s', async (version) => {
    await expect(checkVersion(server(version))).resolves.toBeUndefined();
  });

  it('that cannot be reached is reported', async () => {
    const pool = serverPool({ url: 'postgres://nobody@127.0.0.1:1/none', queryTimeoutMs: 1000, idleInTransactionMs: 1000, size: 1 });
    await expect(pool).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

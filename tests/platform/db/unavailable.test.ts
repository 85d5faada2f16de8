import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { serverPool } from '../../../server/platform/db/server-pool.ts';
import { fromDatabase } from '../../../server/platform/db/unavailable.ts';
import { startApi } from '../../support/api.ts';
import { testDatabase } from '../../support/database.ts';

const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'it did not fail', (error: unknown) => error);

describe('an error of the database', () => {
  it.each(['57P01', '57P03', '53300', '08006', '58030', '53100', '25006', 'ECONNREFUSED', 'ECONNRESET'])('%s says that it cannot be used now', (code) => {
    expect(fromDatabase(Object.assign(new Error('something'), { code }))).toMatchObject({ code: 'database-unavailable', status: 503, details: { retryAfterSeconds: 5 } });
  });

  it.each(['23505', '42703', '22P02', '40001'])('%s is something else', (code) => {
    expect(fromDatabase(Object.assign(new Error('something'), { code }))).toBeNull();
  });

  it('that pg puts in words alone is known by them', async () => {
    const pool = serverPool({ url: 'postgres://nobody@127.0.0.1:1/none', queryTimeoutMs: 1000, idleInTransactionMs: 1000, size: 1 });
    expect(fromDatabase(await failure(pool))?.code).toBe('database-unavailable');
    const client = new pg.Client({ host: '127.0.0.1', port: 1 });
    await failure(client.connect());
    expect(fromDatabase(await failure(client.query('select 1')))?.code).toBe('database-unavailable');
    expect(fromDatabase(new Error('Connection terminated unexpectedly'))?.code).toBe('database-unavailable');
    expect(fromDatabase(new TypeError('x is not a function'))).toBeNull();
  });

  it('is told to whoever asked as something that passes, and when to come again', async () => {
    const database = await testDatabase();
    let full = false;
    const fails = async (): Promise<never> => {
      throw Object.assign(new Error('could not extend file'), { code: '53100' });
    };
    const api = await startApi({ database: { ...database, scoped: (tenantId, work) => (full ? fails() : database.scoped(tenantId, work)), read: (tenantId, read, values) => (full ? fails() : database.read(tenantId, read, values)) } });
    try {
      const amina = await api.as('amina');
      expect((await amina.get('/api/home')).status).toBe(200);
      full = true;
      const answer = await amina.get<{ error: { code: string; message: string } }>('/api/home');
      expect([answer.status, answer.body.error.code, answer.headers.get('retry-after')]).toEqual([503, 'database-unavailable', '5']);
      expect(answer.body.error.message).toBe('Fieldwork has no room to keep this at the moment. What was kept before is safe; please try again later.');
    } finally {
      await api.close();
    }
  });
});

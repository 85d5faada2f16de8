import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../server/platform/ids.ts';
import { createTokenVault, forgetTokens } from '../../../server/platform/microsoft/token-vault.ts';
import { createTokens } from '../../../server/platform/microsoft/tokens.ts';
import { createSeal, newKey } from '../../../server/platform/seal.ts';
import { silent } from '../../support/api.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
let now: Date;
let asked: number;
const [oldKey, newestKey] = [newKey(), newKey()];
const [tenantId, objectId] = [newId(), newId()];
const person = { tenantId, objectId, assertion: 'assertion' };
beforeEach(async () => {
  db = await testDatabase();
  now = new Date('2026-03-02T08:00:00Z');
  asked = 0;
});

const entra = { onBehalfOf: async () => ({ value: `token-${(asked += 1)}`, seconds: 3600 }), application: async () => ({ value: `app-${(asked += 1)}`, seconds: 3600 }) };
/** One process with these keys, newest first. */
const processWith = (...keys: string[]) => createTokens(entra, { now: () => now }, createTokenVault(db, createSeal(keys), silent));
const stored = async () => (await db.system((tx) => tx.query<{ key_id: string; sealed: Buffer }>('select key_id, sealed from graph_tokens'))).rows;

describe('tokens of people', () => {
  it('are asked for once by all processes, and stored unreadable', async () => {
    expect(await processWith(newestKey).onBehalfOf(person)()).toBe('token-1');
    expect(await processWith(newestKey).onBehalfOf({ ...person, assertion: 'another' })()).toBe('token-1');
    expect(await processWith(newestKey).onBehalfOf({ ...person, objectId: newId() })()).toBe('token-2');
    for (const { sealed } of await stored()) expect(sealed.toString('latin1')).not.toContain('token');
  });

  it('move to the newest key when they are used, and count as not there without their key', async () => {
    await processWith(oldKey).onBehalfOf(person)();
    const [before] = await stored();
    expect(await processWith(newestKey, oldKey).onBehalfOf(person)()).toBe('token-1');
    const [after] = await stored();
    expect(after!.key_id).not.toBe(before!.key_id);
    expect(await processWith(newestKey).onBehalfOf(person)()).toBe('token-1');
    expect(await processWith(oldKey).onBehalfOf(person)()).toBe('token-2');
  });

  it('are not used once Graph refused them or their time is over', async () => {
    expect(await processWith(newestKey).onBehalfOf(person)()).toBe('token-1');
    expect(await processWith(newestKey).onBehalfOf(person)('token-1')).toBe('token-2');
    now = new Date('2026-03-02T08:56:00Z');
    expect(await processWith(newestKey).onBehalfOf(person)()).toBe('token-3');
  });

  it('taken from one row into another’s are worth nothing', async () => {
    await processWith(newestKey).onBehalfOf(person)();
    const thief = newId();
    await db.system((tx) => tx.query('update graph_tokens set object_id = $1', [thief]));
    expect(await processWith(newestKey).onBehalfOf({ ...person, objectId: thief })()).toBe('token-2');
  });

  it('are out of the database a day after their end', async () => {
    await processWith(newestKey).onBehalfOf(person)();
    const work = forgetTokens({ db });
    const due = (await work.nextDueAt())!;
    expect(due.toISOString()).toBe('2026-03-03T08:55:00.000Z');
    expect([await work.runDue(new Date(due.getTime() - 1)), await work.runDue(due), await work.nextDueAt()]).toEqual([0, 1, null]);
  });
});

it('the application’s own token is never stored', async () => {
  await processWith(newestKey).application(tenantId)();
  expect(await stored()).toEqual([]);
});

it('a vault that cannot be used keeps nobody from Microsoft', async () => {
  const gone = async (): Promise<never> => Promise.reject(new Error('gone'));
  const broken = { read: gone, write: gone };
  const tokens = createTokens(entra, { now: () => now }, createTokenVault(broken, createSeal([newestKey]), silent));
  expect(await tokens.onBehalfOf(person)()).toBe('token-1');
});

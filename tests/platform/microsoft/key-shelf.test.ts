import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { createKeyShelf } from '../../../server/platform/microsoft/key-shelf.ts';
import { createSeal, newKey } from '../../../server/platform/seal.ts';
import { silent } from '../../support/api.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anna, clientId, failureFrom, json, noon, stubMicrosoft, tenantId } from './support/stub.ts';

const now = Date.parse(noon) / 1000;
const tokenKey = newKey();
let db: TestDatabase;
let key: CryptoKey;
let published: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  published = { ...(await exportJWK(pair.publicKey)), kid: 'k1', use: 'sig' };
});
beforeEach(async () => void (db = await testDatabase()));

const token = (kid = 'k1'): Promise<string> =>
  new SignJWT({ aud: clientId, iss: `https://login.microsoftonline.com/${tenantId}/v2.0`, tid: tenantId, oid: anna, azp: clientId, scp: 'access_as_user', ver: '2.0', nbf: now, exp: now + 99 * 3600 })
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(key);

/** A process that has just started, `hours` after noon, with Entra there or not. */
function processAt(hours: number, entraThere: boolean, sealedWith = tokenKey) {
  const process = stubMicrosoft(() => json({}), {
    entra: () => (entraThere ? json({ keys: [published] }) : new TypeError('fetch failed')),
    shelf: createKeyShelf(db, createSeal([sealedWith]), silent),
  });
  process.clock.forward(hours * 60);
  return process;
}

/** Signs somebody in where Entra answers, and waits until its keys are written down. */
async function oncePublished(): Promise<void> {
  await processAt(0, true).microsoft.verify(await token());
  while ((await db.glance((tx) => tx.query('select from signing_keys'))).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a process that starts while Entra is away', () => {
  it('believes the keys that another process read, for three days', async () => {
    await oncePublished();
    expect((await processAt(71, false).microsoft.verify(await token())).objectId).toBe(anna);
    expect((await failureFrom(processAt(73, false).microsoft.verify(await token()))).kind).toBe('unavailable');
  });

  it('and one that runs already, gives up after as long', async () => {
    await oncePublished();
    const { microsoft, clock } = processAt(1, false);
    expect((await microsoft.verify(await token())).objectId).toBe(anna);
    clock.forward(72 * 60);
    const another = await new SignJWT({ tid: tenantId }).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(key);
    expect((await failureFrom(microsoft.verify(another))).kind).toBe('unavailable');
  });

  it('says that Entra does not answer when it never did, or for a key that nobody knows', async () => {
    expect((await failureFrom(processAt(0, false).microsoft.verify(await token()))).kind).toBe('unavailable');
    await oncePublished();
    expect((await failureFrom(processAt(1, false).microsoft.verify(await token('k2')))).kind).toBe('unavailable');
  });

  it('does not believe keys that were put there without the key of the deployment', async () => {
    await oncePublished();
    expect((await failureFrom(processAt(1, false, newKey()).microsoft.verify(await token()))).kind).toBe('unavailable');
    await db.system((tx) => tx.query("update signing_keys set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1), read_at = read_at + interval '1 day'"));
    expect((await failureFrom(processAt(1, false).microsoft.verify(await token()))).kind).toBe('unavailable');
  });

  it('asks anew as soon as there is an answer', async () => {
    await oncePublished();
    const { microsoft, toEntra } = processAt(2, true);
    expect((await microsoft.verify(await token())).objectId).toBe(anna);
    while (toEntra.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(toEntra).toHaveLength(1);
  });
});

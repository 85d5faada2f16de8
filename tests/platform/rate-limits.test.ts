import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSharedCounts, type SharedCounts } from '../../server/platform/shared-counts.ts';
import { networkOf } from '../../server/platform/rate-limits.ts';
import { silent, startApi, testSeal, type Api } from '../support/api.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let now: Date;
let all: SharedCounts[];
beforeEach(async () => {
  db = await testDatabase();
  now = new Date('2026-03-02T08:00:10Z');
  all = [];
});
afterEach(() => all.forEach((one) => one.close()));

const process = (): SharedCounts => {
  const counts = createSharedCounts({ db, clock: { now: () => now }, seal: testSeal, log: silent });
  all.push(counts);
  return counts;
};
const hits = (counts: SharedCounts, times: number): number => Array.from({ length: times }, () => counts.hit('person a', 100)).at(-1)!;
const stored = async () => (await db.system((tx) => tx.query<{ key: Buffer; count: number }>('select key, count from rate_counts'))).rows;

describe('counts of several processes', () => {
  it('add up, begin anew with the minute, and name nobody in the database', async () => {
    const [one, two] = [process(), process()];
    expect([hits(one, 40), hits(two, 30)]).toEqual([40, 30]);
    await one.share();
    await two.share();
    expect(hits(two, 1)).toBe(71);
    await two.share();
    await one.share();
    // What one has nothing new to tell of it need not hear of: its next one is told, and heard.
    expect(hits(one, 1)).toBeGreaterThanOrEqual(41);
    await one.share();
    expect(hits(one, 1)).toBe(73);
    const [row] = await stored();
    expect([row!.count, row!.key.toString('latin1').includes('person')]).toEqual([72, false]);
    now = new Date('2026-03-02T08:01:00Z');
    expect([hits(one, 1), hits(two, 1)]).toEqual([1, 1]);
  });

  it('cost the database nothing while nobody comes near a limit', async () => {
    const one = process();
    hits(one, 9);
    await one.share();
    expect(await stored()).toEqual([]);
    hits(one, 1);
    await one.share();
    expect((await stored()).map(({ count }) => count)).toEqual([10]);
  });

  it('go on alone without the database', async () => {
    const one = createSharedCounts({ db: { system: async () => Promise.reject(new Error('gone')) }, clock: { now: () => now }, seal: testSeal, log: silent });
    all.push(one);
    hits(one, 50);
    await one.share();
    expect(hits(one, 1)).toBe(51);
  });
});

it.each([['10.1.2.3', '10.1.2.3'], ['::ffff:10.1.2.3', '10.1.2.3'], ['2001:db8:1:2:3::4', '32.1.13.184.0.1.0.2'], ['2001:db8:1:2:ffff::1', '32.1.13.184.0.1.0.2'], ['', 'unknown']])('%s is one of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

describe('over HTTP', () => {
  let api: Api;
  afterEach(() => api.close());
  const from = (forwarded: string, path = '/api/openapi.json', authorization?: string): Promise<Response> =>
    fetch(`${api.url}${path}`, { headers: { 'x-forwarded-for': forwarded, ...(authorization && { authorization }) } });

  it('whoever asks too often is told when to come back, and others are not', async () => {
    api = await startApi({ rates: { perPerson: 3, perAddress: 0, guesses: 0 } });
    const [amina, omar] = [await api.as('amina'), await api.as('omar')];
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await amina.get('/api/me')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await amina.get<{ error: { code: string } }>('/api/me');
    expect([refused.body.error.code, refused.headers.get('retry-after')]).toEqual(['too-many-requests', '60']);
    expect((await omar.get('/api/me')).status).toBe(200);
    await api.passTime('2026-03-02T08:01:00Z');
    expect((await amina.get('/api/me')).status).toBe(200);
  });

  it('an address that somebody writes in front of a proxy’s is not believed', async () => {
    api = await startApi({ rates: { perPerson: 0, perAddress: 2, guesses: 0 }, proxies: 1 });
    const statuses = [];
    for (const pretended of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) statuses.push((await from(`${pretended}, 9.9.9.9`)).status);
    expect([...statuses, (await from('1.1.1.1, 8.8.8.8')).status]).toEqual([200, 200, 429, 200]);
  });

  it('without a proxy of ours nobody is believed', async () => {
    api = await startApi({ rates: { perPerson: 0, perAddress: 2, guesses: 0 } });
    const statuses = [];
    for (const pretended of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) statuses.push((await from(pretended)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('links of every kind cannot be guessed for long', async () => {
    api = await startApi({ rates: { perPerson: 0, perAddress: 0, guesses: 3 }, proxies: 1 });
    const statuses = [];
    for (const path of ['/api/coach', '/api/planned', '/api/coach/votes', '/api/coach']) statuses.push((await from('9.9.9.9', path, 'Link made-up')).status);
    expect([statuses, (await from('8.8.8.8', '/api/coach', 'Link made-up')).status]).toEqual([[404, 404, 404, 429], 404]);
  });
});

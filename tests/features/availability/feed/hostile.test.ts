import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { feedServer, march, outcome, testReader, type FeedServer, type TestReader } from './feed-server.ts';
import { crowded, endless, hostileFeeds } from './hostile-feeds.ts';
import { plainHour } from './ics.ts';

let files: Record<string, string>;
let feeds: FeedServer;
let reader: TestReader;

beforeEach(async () => {
  files = { '/good': plainHour };
  feeds = await feedServer((request, response) => response.end(files[request.url!]));
});
afterEach(async () => {
  await reader.close();
  await feeds.close();
});

/** What can be read is read on a busy machine too. */
const unhurried = { readMs: 60_000 };
const read = (path: string) => reader.read({ ...march, url: `${feeds.origin}${path}` });

describe('the feeds that hang or crash libraries', () => {
  it.each(hostileFeeds)('%s: %s', async (_name, expected, text) => {
    reader = testReader(feeds.origin, expected === 'ok' ? unhurried : {});
    files['/hostile'] = text();
    const reading = await read('/hostile');
    expect(outcome(reading)).toBe(expected);
    expect(reading.ok || reading.message.length > 10).toBe(true);
  });
});

describe('one that never ends', () => {
  it('leaves the server and the feeds that were read well before untouched', async () => {
    reader = testReader(feeds.origin, { readMs: 1500, waitMs: 30_000 });
    const good = { ok: true, events: 1 };
    expect(await read('/good')).toMatchObject(good);
    for (const name of ['/a', '/b', '/c']) files[name] = endless;
    const order: string[] = [];
    const hostile = ['/a', '/b', '/c'].map((path) => read(path).then((reading) => order.push(outcome(reading))));
    for (let turn = 0; turn < 3; turn++) {
      expect(await read('/good')).toMatchObject(good);
      expect(await (await fetch(feeds.origin.replace('feeds.test', '127.0.0.1') + '/good')).text()).toBe(plainHour);
      order.push('good');
    }
    await Promise.all(hostile);
    expect(order).toEqual(['good', 'good', 'good', 'too-complex', 'too-complex', 'too-complex']);
  }, 20_000);

  it('is given a new thread afterwards', async () => {
    reader = testReader(feeds.origin, { threads: 1, readMs: 2000 });
    files['/endless'] = endless;
    expect(outcome(await read('/endless'))).toBe('too-complex');
    expect(outcome(await read('/good'))).toBe('ok');
  });

  it('makes others wait for a while, not for ever', async () => {
    reader = testReader(feeds.origin, { readMs: 1500, waitMs: 200 });
    for (const name of ['/a', '/b']) files[name] = endless;
    const readings = await Promise.all([read('/a'), read('/b')]);
    expect(readings.map(outcome).toSorted()).toEqual(['too-complex', 'too-slow']);
  });

  it('does not hold up the end', async () => {
    reader = testReader(feeds.origin, { readMs: 60_000 });
    files['/endless'] = endless;
    const reading = read('/endless');
    while (feeds.asked.length === 0) await new Promise(setImmediate);
    await reader.close();
    expect((await reading).ok).toBe(false);
    expect(outcome(await read('/good'))).not.toBe('ok');
  });
});

it('survives one that needs more memory than a thread has', async () => {
  reader = testReader(feeds.origin, { heapMb: 24 });
  files['/crowded'] = crowded(90_000);
  expect(outcome(await read('/crowded'))).toBe('too-complex');
  expect(outcome(await read('/good'))).toBe('ok');
});

it('reads a calendar of 10 MB within its memory', async () => {
  reader = testReader(feeds.origin, unhurried);
  files['/crowded'] = crowded(90_000).replace('END:VCALENDAR', `X-FILL:${'x'.repeat(3_000_000)}\r\nEND:VCALENDAR`);
  expect(await read('/crowded')).toMatchObject({ ok: true, events: 90_000 });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createTraffic, type TrafficRecord } from '../../server/sandbox/traffic.ts';

const record = (number: number): TrafficRecord => ({
  auth: { kind: 'delegated', permissions: ['User.Read'] },
  request: { method: 'GET', url: `https://graph.microsoft.com/v1.0/me?n=${number}`, headers: {}, body: null },
  response: { status: 200, headers: {}, body: { text: 'x'.repeat(200) } },
});
const read = async (traffic: ReturnType<typeof createTraffic>): Promise<string> => (await traffic.stream().toArray()).join('');
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `${JSON.stringify(record(index))}\n`).join('');

describe('recorded traffic', () => {
  it('comes back in order, from memory and from the disk', async () => {
    const traffic = createTraffic({ memoryBytes: 2000 });
    for (let number = 0; number < 100; number += 1) traffic.record(record(number));
    expect(await read(traffic)).toBe(lines(100));
    traffic.close();
  });

  it('is not disturbed by what happens while it is read', async () => {
    const traffic = createTraffic({ memoryBytes: 2000 });
    for (let number = 0; number < 10; number += 1) traffic.record(record(number));
    const stream = traffic.stream();
    for (let number = 10; number < 30; number += 1) traffic.record(record(number));
    traffic.clear();
    expect((await stream.toArray()).join('')).toBe(lines(10));
    expect(await read(traffic)).toBe('');
  });

  it('goes to a second file as well, which clearing leaves alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldwork-test-'));
    const copyTo = join(folder, 'all.ndjson');
    const traffic = createTraffic({ copyTo });
    traffic.record(record(0));
    traffic.clear();
    traffic.record(record(1));
    expect(await readFile(copyTo, 'utf8')).toBe(lines(2));
    expect(await read(traffic)).toBe(`${JSON.stringify(record(1))}\n`);
    await rm(folder, { recursive: true });
  });
});

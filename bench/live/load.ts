import { randomUUID } from 'node:crypto';
import type { ClientRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, fetch } from 'undici';
import { openStream, type Heard, type Side } from './panels.ts';
import { engagementOf, sessionOf } from './population.ts';

/*
 * Panels and people in a process of their own, so that what is measured is the server's. A panel is a stream that reads the board shortly
 * after something happened, as the product's does; a change counts from the moment it is sent.
 */

export type Order = { do: 'connect'; url: string; tokens: string[] } | { do: 'open' } | { do: 'change'; count: number; seconds: number } | { do: 'close' };

export interface Changed {
  /** Milliseconds from sending a change to its event on the other side's stream, ascending. */
  reached: number[];
  /** Milliseconds until the other side's panel has read the board with it, ascending. */
  shown: number[];
  /** Changes that did not reach the other side. */
  lost: number;
  refused: number;
  streamsLost: number;
}

/** What the panel waits after an event, so that events that come together are read together (milliseconds). */
const togetherMs = 40;
/** Pairs that are in the middle of it: half of all changes are theirs. */
const busyPairs = 25;

const dispatcher = new Agent({ connections: 32 });
let [url, sides]: [string, Side[]] = ['', []];
let streams: ClientRequest[] = [];
let streamsLost = 0;
let listen: (side: Side, event: Heard) => void = () => undefined;

async function call(side: Side, method: string, path: string, body?: object): Promise<{ status: number; at: number }> {
  const headers = { authorization: `Bearer ${side.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method, headers, dispatcher, ...(body && { body: JSON.stringify(body) }) }).catch(() => null);
  await answer?.text();
  return { status: answer?.status ?? 0, at: performance.now() };
}

const board = (side: Side) => call(side, 'GET', `/api/sessions/${sessionOf(side.pair)}/board`);

/** Everybody once, so that the code is compiled and the server knows them all before its memory is read. */
async function connect(order: Extract<Order, { do: 'connect' }>): Promise<void> {
  url = order.url;
  const pairs = order.tokens.length / 2;
  sides = order.tokens.map((token, index) => ({ token, pair: index % pairs, role: index < pairs ? 'client' : 'coach' }));
  for (let from = 0; from < sides.length; from += 20) await Promise.all(sides.slice(from, from + 20).map(board));
}

async function open(): Promise<void> {
  let closing = false;
  const one = (side: Side) => openStream(`${url}/api/engagements/${engagementOf(side.pair)}/live`, side.token, (event) => listen(side, event), () => !closing && (streamsLost += 1));
  for (let from = 0; from < sides.length; from += 20) streams.push(...(await Promise.all(sides.slice(from, from + 20).map(one))));
  closeAll = async () => {
    closing = true;
    for (const stream of streams) stream.destroy();
    streams = [];
  };
}
let closeAll = async (): Promise<void> => undefined;

interface Turn {
  side: Side;
  itemId: string;
  send(): Promise<{ status: number }>;
}

/** What happens in a pair, over and over: the client takes something on, the coach proposes, the client ticks, and takes that back. */
function turnsOf(pairs: number): (index: number) => Turn {
  const round = new Map<number, number>();
  const taken = new Map<number, string>();
  return (index) => {
    const busy = Math.min(busyPairs, pairs / 2);
    const pair = index % 2 === 0 ? (index / 2) % busy : busy + (((index - 1) / 2) % (pairs - busy));
    const step = round.get(pair) ?? 0;
    round.set(pair, step + 1);
    const side = sides[step % 4 === 1 ? pairs + pair : pair]!;
    if (step % 4 >= 2) {
      const itemId = taken.get(pair)!;
      return { side, itemId, send: () => call(side, 'POST', `/api/commitments/${itemId}/step`, { step: step % 4 === 2 ? 'tick' : 'untick' }) };
    }
    const itemId = randomUUID();
    if (step % 4 === 0) taken.set(pair, itemId);
    const body = { id: itemId, sessionId: sessionOf(pair), text: `Ask Sam what went well, number ${index}`, due: { type: 'words', said: 'friday', saidAt: '2026-03-02T08:00:00Z' } };
    return { side, itemId, send: () => call(side, 'POST', `/api/engagements/${engagementOf(pair)}/commitments`, body) };
  };
}

async function change({ count, seconds }: { count: number; seconds: number }): Promise<Changed> {
  const [reached, shown]: number[][] = [[], []];
  const awaited = new Map<string, number>();
  const reading = new Map<Side, { began: number[] }>();
  const reads: Promise<void>[] = [];
  let refused = 0;
  const readSoon = async (side: Side, into: { began: number[] }): Promise<void> => {
    await wait(togetherMs);
    reading.delete(side);
    const { at } = await board(side);
    for (const began of into.began) shown!.push(at - began);
  };
  listen = (side, { itemId, at }) => {
    const key = `${side.pair} ${side.role} ${itemId}`;
    const began = awaited.get(key);
    awaited.delete(key);
    if (began !== undefined) reached!.push(at - began);
    const into = reading.get(side) ?? { began: [] };
    if (began !== undefined) into.began.push(began);
    if (!reading.has(side)) reads.push(readSoon(side, into));
    reading.set(side, into);
  };
  const turn = turnsOf(sides.length / 2);
  const began = performance.now();
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * seconds * 1000) / count;
    if (due > performance.now()) await wait(due - performance.now());
    const { side, itemId, send } = turn(index);
    awaited.set(`${side.pair} ${side.role === 'client' ? 'coach' : 'client'} ${itemId}`, performance.now());
    underWay.push(send().then(({ status }) => void (status < 300 || (refused += 1))));
  }
  await Promise.all(underWay);
  for (let tries = 0; awaited.size > 0 && tries < 50; tries += 1) await wait(100);
  await Promise.all(reads);
  const ascending = (times: number[]): number[] => times.toSorted((a, b) => a - b);
  return { reached: ascending(reached!), shown: ascending(shown!), lost: awaited.size, refused, streamsLost };
}

const acts = { connect, open, change, close: () => closeAll() } as Record<Order['do'], (order: never) => Promise<Changed | void>>;

process.on('message', (order: Order) => {
  void acts[order.do](order as never).then((answer) => process.send!(answer ?? {}));
});

import { randomUUID } from 'node:crypto';
import type { ClientRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, fetch } from 'undici';
import { diceOf } from '../../tests/features/following/month/world.ts';
import { personId, start, tenantId } from '../api/population.ts';
import { openStream } from '../live/panels.ts';
import { mix } from './mix.ts';
import { active, engagementOf, running, secretOf, sessionOf, size, subscriptionOf } from './population.ts';

/* Everybody's requests, from a process of their own. In a replay each has its moment, and its time counts from then, whether or not it could be sent. */

export interface Order {
  urls: string[];
  /** Of the clients, then of the coaches of running sessions. */
  tokens: string[];
  seconds: number;
  /** Requests a second on average, each at its moment, like strangers who know nothing of each other (Poisson); or */
  rate?: number;
  /** so many at once, each as soon as the one before is answered. */
  atOnce?: number;
  /** Instead of the mix: one row of the peer. */
  peer?: boolean;
  /** Only requests of these kinds. */
  only?: string[];
  /** Instead of requests: the panels of the sessions that are on open their streams, by turns at each address, and those open before are closed. */
  watch?: boolean;
}

/** One answer: when it came, counted from the moment at which the request was due. */
export interface Answered {
  kind: string;
  milliseconds: number;
  /** When it was due, epoch milliseconds. */
  from: number;
  /** Its `x-request-id`, by which calls to Microsoft 365 are known as made for it. */
  id: string;
}

export interface Done {
  answers: Answered[];
  /** Answers that were not 2xx, by kind and status. */
  errors: Record<string, number>;
  perSecond: number;
  streamsLost: number;
}

interface Asked {
  method: string;
  path: string;
  who: number | null;
  body?: object;
  /** Once it was taken. */
  taken?: () => void;
}

const dispatcher = new Agent({ connections: 64 });
const dice = diceOf(1);
const moments = diceOf(2);
let [counter, booked] = [0, 0];
const open: { who: number; id: string }[] = [];
const versions = new Map<string, number>();

/** Weekday hours from the second week on; an engagement's own by its place among its coach's, so that nobody is asked for twice. */
function bookingTime(engagement: number): string {
  const round = Math.floor((booked += 1) / active);
  const place = Math.floor(engagement / size.coaches);
  const [week, weekday] = [2 + round, place % 5];
  return new Date(Math.floor(start.getTime() / 86_400_000) * 86_400_000 + (week * 7 + weekday) * 86_400_000 + (9 + Math.floor(place / 5)) * 3_600_000).toISOString();
}

const who = (): number => dice.number(active);
const kinds: Record<string, () => Asked> = {
  home: () => ({ method: 'GET', path: '/api/home', who: who() }),
  'session page': () => {
    const one = who();
    return { method: 'GET', path: `/api/sessions/${sessionOf(one)}`, who: one };
  },
  board: () => {
    const one = dice.number(running);
    return { method: 'GET', path: `/api/sessions/${sessionOf(one)}/board`, who: one };
  },
  capture: () => {
    const [one, id] = [dice.number(running), randomUUID()];
    return { method: 'POST', path: `/api/engagements/${engagementOf(one)}/commitments`, who: one, body: { id, sessionId: sessionOf(one), text: `Ask Sam what went well, number ${(counter += 1)}` }, taken: () => open.push({ who: one, id }) };
  },
  tick: () => {
    const one = open.shift();
    return one ? { method: 'POST', path: `/api/commitments/${one.id}/step`, who: one.who, body: { step: 'tick' } } : kinds['capture']!();
  },
  times: () => {
    const one = who();
    return { method: 'POST', path: `/api/engagements/${engagementOf(one)}/times`, who: one, body: { kind: 'coaching' } };
  },
  book: () => {
    const one = (booked + 1) % active;
    return { method: 'POST', path: `/api/engagements/${engagementOf(one)}/sessions`, who: one, body: { id: randomUUID(), kind: 'coaching', start: bookingTime(one), minutes: 60, relax: [{ type: 'spacing' }] } };
  },
  review: () => ({ method: 'GET', path: '/api/review', who: who() }),
  'review answer': () => {
    const [one, key] = [(counter += 1) % active, dice.oneOf(['one', 'two', 'three'])];
    const version = versions.get(`${one} ${key}`) ?? 0;
    return { method: 'PUT', path: '/api/review/answer', who: one, body: { week: '2026-W10', key, text: `What went well, version ${version}`, version }, taken: () => versions.set(`${one} ${key}`, version + 1) };
  },
  notification: () => {
    const one = who();
    return { method: 'POST', path: '/api/notifications/calendar', who: null, body: { value: [{ subscriptionId: subscriptionOf(one), clientState: secretOf(one), tenantId, changeType: 'updated', resource: 'users/x/events/y' }] } };
  },
};

const total = mix.reduce((sum, { aDay }) => sum + aDay, 0);
function nextKind(): string {
  let at = dice.number(total);
  return mix.find(({ aDay }) => (at -= aDay) < 0)!.kind;
}

const textOf = async (answer: Response | null): Promise<unknown> => answer?.text();

/** One request, at its moment `from`. */
async function one({ urls, tokens, peer, only }: Order, done: Done, index: number, from: number): Promise<void> {
  const kind = peer ? 'row' : only ? dice.oneOf(only) : nextKind();
  const asked: Asked = peer ? { method: 'GET', path: `/row/${personId(index % active)}`, who: null } : kinds[kind]!();
  const id = randomUUID();
  const headers = { 'content-type': 'application/json', 'x-request-id': id, ...(asked.who !== null && { authorization: `Bearer ${tokens[asked.who]}` }) };
  const answer = await fetch(`${urls[index % urls.length]}${asked.path}`, { method: asked.method, headers, dispatcher, ...(asked.body && { body: JSON.stringify(asked.body) }) }).catch(() => null);
  await textOf(answer as Response | null);
  done.answers.push({ kind, milliseconds: performance.now() - from, from: performance.timeOrigin + from, id });
  if (answer?.ok) return asked.taken?.();
  const what = `${kind} ${answer?.status ?? 'none'}`;
  done.errors[what] = (done.errors[what] ?? 0) + 1;
}

let [streams, streamsLost]: [ClientRequest[], number] = [[], 0];

/** The streams that are open from now on; how many of those before ended by themselves. */
async function watch({ urls, tokens }: Order): Promise<Done> {
  const [before, lost] = [streams, streamsLost];
  [streams, streamsLost] = [[], 0];
  for (const stream of before) stream.destroy();
  const mine: ClientRequest[] = [];
  const viewers = urls.length === 0 ? [] : [...tokens.slice(0, running), ...tokens.slice(active)];
  for (const [index, token] of viewers.entries()) {
    const url = `${urls[index % urls.length]}/api/engagements/${engagementOf(index % running)}/live`;
    mine.push(await openStream(url, token, () => undefined, () => void (streams === mine && (streamsLost += 1))));
  }
  streams = mine;
  return { answers: [], errors: {}, perSecond: 0, streamsLost: lost };
}

async function run(order: Order): Promise<Done> {
  const { seconds, rate = 0, atOnce = 0 } = order;
  const done: Done = { answers: [], errors: {}, perSecond: 0, streamsLost: 0 };
  const began = performance.now();
  const until = began + seconds * 1000;
  let sent = 0;
  // Each stays with one address: whoever is slower keeps nobody waiting but their own.
  const busy = async (_none: unknown, index: number): Promise<void> => {
    for (; performance.now() < until; sent += 1) await one(order, done, index, performance.now());
  };
  const underWay: Promise<void>[] = Array.from({ length: atOnce }, busy);
  for (let due = rate > 0 ? began : until; due < until; sent += 1) {
    const left = due - performance.now();
    if (left > 1) await wait(left);
    underWay.push(one(order, done, sent, due));
    due -= (Math.log((moments.number(1_000_000) + 1) / 1_000_001) * 1000) / rate;
  }
  await Promise.all(underWay);
  done.perSecond = sent / ((performance.now() - began) / 1000);
  return done;
}

process.on('message', async (order: Order) => process.send!(await (order.watch ? watch(order) : run(order))));

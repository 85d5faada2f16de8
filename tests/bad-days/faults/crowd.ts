import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { diceOf, type Dice, type Party } from '../../features/following/month/world.ts';
import { address } from '../../support/seed.ts';
import type { Town } from './town.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What people do by turns. `tick` and the others after it are told apart from what faults are held against: see `rolling`. */
export type Habit = 'book' | 'move' | 'commit' | 'read' | 'tick' | 'session' | 'board' | 'agenda' | 'times' | 'review';

/** One answer, from whom and to what. */
export interface Heard {
  url: string;
  method: string;
  path: string;
  /** 0 for a connection that failed. */
  status: number;
  code: string | null;
  milliseconds: number;
}

/** Where a crowd lives. */
export interface Place extends Pick<Town, 'simulation' | 'parties'> {
  /** Processes that take requests at the moment. */
  web(): { url: string }[];
  /** How long people ask again for what is refused for now, milliseconds; without an end unless told. */
  patienceMs?: number;
  /** Is told of every answer. */
  heard?(one: Heard): void;
}

/** What people were told is done, and how often they had to ask. */
export interface Acknowledged {
  /** Sessions by id, with the start that was last acknowledged. */
  sessions: Map<string, string>;
  /** Commitments by id, with their text, each text different. */
  commitments: Map<string, string>;
  /** Commitments that were ticked. */
  ticked: Set<string>;
  /** Items of agendas by id, with their text. */
  items: Map<string, string>;
  /** Answers to the prompts of the weekly review by client and prompt. */
  reflections: Map<string, string>;
  /** Answers by status, `none` for a connection that failed. */
  answers: Map<string, number>;
  /** Codes of the answers that refused for now. */
  codes: Map<string, number>;
  /** Requests sent once more although they had been answered. */
  doubled: number;
  /** What was refused for good, which nobody should be here. */
  refused: string[];
  /** Milliseconds that the longest request waited for its answer, all tries together. */
  longest: number;
}

export interface Crowd {
  acknowledged: Acknowledged;
  /** Everybody finishes what they began and stops. */
  stop(): Promise<Acknowledged>;
}

interface Asked {
  status: number;
  body: Record<string, unknown>;
}

const count = (map: Map<string, number>, key: string): unknown => map.set(key, (map.get(key) ?? 0) + 1);
/** Whoever gets this asks again: 401 too, which a process answers whose clock is elsewhere. */
const forNow = (status: number): boolean => status === 0 || status === 401 || status === 429 || status >= 500;

const done = ({ status }: { status: number }): boolean => status >= 200 && status < 300;

class Person {
  readonly #town: Place;
  readonly #party: Party;
  readonly #dice: Dice;
  readonly #told: Acknowledged;
  readonly #taken = new Set<number>();
  readonly #own: { id: string; version: number }[] = [];
  readonly #open: string[] = [];
  readonly #versions = new Map<string, number>();
  readonly #tokens = new Map<string, { value: string; until: number }>();
  #items = 0;
  #turn = 0;
  #number = 0;
  stopping = false;

  constructor(town: Place, party: Party, seed: number, told: Acknowledged) {
    [this.#town, this.#party, this.#dice, this.#told] = [town, party, diceOf(seed), told];
  }

  async live(thinkMs: number, habits: readonly Habit[]): Promise<void> {
    const ways: Record<Habit, () => Promise<unknown>> = {
      book: () => (this.#own.length < 12 ? this.#book() : this.#move()),
      move: () => this.#move(),
      commit: () => this.#commit(),
      read: () => this.#look('/api/home'),
      tick: () => this.#tick(),
      session: () => this.#look(`/api/sessions/${this.#dice.oneOf(this.#own).id}`, this.#either()),
      board: () => this.#look(`/api/sessions/${this.#dice.oneOf(this.#own).id}/board`, this.#either()),
      agenda: () => this.#agenda(),
      times: () => this.#until('POST', `/api/engagements/${this.#party.engagement.id}/times`, () => ({ kind: 'coaching' }), false),
      review: () => this.#review(),
    };
    while (!this.stopping) {
      await ways[this.#own.length < 2 ? 'book' : this.#dice.oneOf(habits)]();
      await wait(this.#dice.number(2 * thinkMs));
    }
  }

  async #authorization(who: string): Promise<string> {
    const now = systemClock.now().getTime();
    const kept = this.#tokens.get(who);
    const token = kept && kept.until > now ? kept : { value: await this.#town.simulation.entra.issueApiToken(who, 'teams') as string, until: now + 600_000 };
    this.#tokens.set(who, token);
    return `Bearer ${token.value}`;
  }

  async #send(method: string, path: string, body?: object, who = address(this.#party.client)): Promise<Asked> {
    const web = this.#town.web();
    const url = web[(this.#turn += 1) % web.length]?.url ?? '';
    const headers = { authorization: await this.#authorization(who), 'content-type': 'application/json' };
    const began = performance.now();
    const answer = await fetch(`${url}${path}`, {
      method, headers, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(30_000),
    }).then(async (one) => ({ status: one.status, body: (await one.json()) as Record<string, unknown> })).catch((): Asked => ({ status: 0, body: {} }));
    count(this.#told.answers, answer.status === 0 ? 'none' : String(answer.status));
    const code = (answer.body.error as { code?: string } | undefined)?.code;
    if (code) count(this.#told.codes, `${answer.status} ${code}`);
    this.#town.heard?.({ url, method, path, status: answer.status, code: code ?? null, milliseconds: performance.now() - began });
    return answer;
  }

  /** Whether to ask again, after a while, for what was first asked for at `began`. */
  async #again({ status }: Asked, began: number): Promise<boolean> {
    if (!forNow(status) || performance.now() - began > (this.#town.patienceMs ?? Infinity)) return false;
    await wait(100 + this.#dice.number(200));
    return true;
  }

  /** Until there is a final answer; then once more now and then, as an impatient finger does. */
  async #until(method: string, path: string, body: () => object | undefined, again = true): Promise<Asked> {
    const began = performance.now();
    let answer = await this.#send(method, path, body());
    while (await this.#again(answer, began)) answer = await this.#send(method, path, body());
    this.#told.longest = Math.max(this.#told.longest, performance.now() - began);
    if (again && done(answer) && this.#dice.number(5) === 0) {
      this.#told.doubled += 1;
      await this.#send(method, path, body());
    }
    return answer;
  }

  /** A weekday hour that this client never wanted before. */
  #time(): string {
    for (;;) {
      const at = Math.floor(systemClock.now().getTime() / day) * day + (4 + this.#dice.number(100)) * day + (9 + this.#dice.number(7)) * hour;
      if (new Date(at).getUTCDay() % 6 === 0 || this.#taken.has(at)) continue;
      this.#taken.add(at);
      return new Date(at).toISOString();
    }
  }

  #relax(): object[] {
    const coach = this.#party.engagement.participants.find(({ role }) => role === 'coach')!;
    return coach.email.endsWith('@alder.example') ? [] : [{ type: 'unconfirmed', personId: coach.id }];
  }

  async #book(): Promise<void> {
    const [id, start] = [this.#dice.id(), this.#time()];
    const answer = await this.#until('POST', `/api/engagements/${this.#party.engagement.id}/sessions`, () => ({ id, kind: 'coaching', start, minutes: 60, relax: this.#relax() }));
    if (!done(answer)) return void this.#told.refused.push(`book ${id} at ${start}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
    this.#own.push({ id, version: Number(answer.body.version) });
    this.#told.sessions.set(id, start);
  }

  async #move(): Promise<void> {
    const [session, start, began] = [this.#dice.oneOf(this.#own), this.#time(), performance.now()];
    // A move whose answer was lost shows when the session is looked at again.
    for (;;) {
      const shown = (await this.#until('GET', `/api/sessions/${session.id}`, () => undefined, false)).body as unknown as Session;
      if (Date.parse(shown.start) === Date.parse(start)) break;
      const answer = await this.#send('POST', `/api/sessions/${session.id}/move`, { version: shown.version, start, relax: this.#relax() });
      if (done(answer)) break;
      const stale = answer.status === 409 && (answer.body.error as { code: string }).code === 'conflict';
      if (!stale && !(await this.#again(answer, began))) return void this.#told.refused.push(`move ${session.id} to ${start}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
    }
    this.#told.sessions.set(session.id, start);
  }

  async #commit(): Promise<void> {
    const [id, text] = [this.#dice.id(), `${this.#party.client} does thing number ${(this.#number += 1)}`];
    const answer = await this.#until('POST', `/api/engagements/${this.#party.engagement.id}/commitments`, () => ({ id, text }));
    if (!done(answer)) return void this.#told.refused.push(`commit ${id}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
    this.#told.commitments.set(id, text);
    this.#open.push(id);
  }

  /** Nothing is left open for long; what is not there to be ticked is taken on. */
  async #tick(): Promise<void> {
    const id = this.#open.shift();
    if (id === undefined) return this.#commit();
    const { status, body } = await this.#until('POST', `/api/commitments/${id}/step`, () => ({ step: 'tick' }));
    if (!done({ status })) return void this.#told.refused.push(`tick ${id}: ${status} ${JSON.stringify(body.error)}`);
    this.#told.ticked.add(id);
  }

  /** The client, or the coach where they are of the house. */
  #either(): string {
    const coach = this.#party.engagement.participants.find(({ role }) => role === 'coach')!;
    return this.#dice.oneOf([address(this.#party.client), ...(coach.email.endsWith('@alder.example') ? [coach.email] : [])]);
  }

  async #look(path: string, who?: string): Promise<Asked> {
    const began = performance.now();
    let answer = await this.#send('GET', path, undefined, who);
    while (await this.#again(answer, began)) answer = await this.#send('GET', path, undefined, who);
    if (!done(answer)) this.#told.refused.push(`${path} for ${who ?? this.#party.client}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
    return answer;
  }

  async #agenda(): Promise<void> {
    const path = `/api/engagements/${this.#party.engagement.id}/agenda`;
    await this.#look(path, this.#either());
    // An agenda takes sixty.
    if (this.#items >= 40) return;
    const [id, text] = [this.#dice.id(), `${this.#party.client} wants to talk about thing number ${(this.#items += 1)}`];
    const { status, body } = await this.#until('POST', `${path}/items`, () => ({ id, text }));
    if (!done({ status })) return void this.#told.refused.push(`agenda ${id}: ${status} ${JSON.stringify(body.error)}`);
    this.#told.items.set(id, text);
  }

  async #review(): Promise<void> {
    const shown = await this.#look('/api/review');
    if (!done(shown)) return;
    const [key, text] = [this.#dice.oneOf(['one', 'two', 'three']), `What ${this.#party.client} thinks, number ${(this.#number += 1)}`];
    const version = this.#versions.get(key) ?? 0;
    const { status, body } = await this.#until('PUT', '/api/review/answer', () => ({ week: shown.body.week, key, text, version }), false);
    if (!done({ status })) return void this.#told.refused.push(`review ${key}: ${status} ${JSON.stringify(body.error)}`);
    this.#versions.set(key, version + 1);
    this.#told.reflections.set(`${this.#party.client} ${key}`, text);
  }
}

const usual: readonly Habit[] = ['book', 'move', 'move', 'commit', 'commit', 'commit', 'read'];

/** Clients who share nobody's time with each other book, move and take things on until they are stopped. */
export function startCrowd(town: Place, seed: number, { thinkMs = 150, habits = usual }: { thinkMs?: number; habits?: readonly Habit[] } = {}): Crowd {
  const acknowledged: Acknowledged = { sessions: new Map(), commitments: new Map(), ticked: new Set(), items: new Map(), reflections: new Map(), answers: new Map(), codes: new Map(), doubled: 0, refused: [], longest: 0 };
  const people = town.parties.slice(0, 4).map((party, index) => new Person(town, party, seed * 100 + index, acknowledged));
  const lives = Promise.all(people.map((one) => one.live(thinkMs, habits)));
  return {
    acknowledged,
    async stop() {
      for (const one of people) one.stopping = true;
      await lives;
      return acknowledged;
    },
  };
}

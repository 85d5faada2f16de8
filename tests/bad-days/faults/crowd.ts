import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { diceOf, type Dice, type Party } from '../../features/following/month/world.ts';
import { address } from '../../support/seed.ts';
import type { Town } from './town.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What people were told is done, and how often they had to ask. */
export interface Acknowledged {
  /** Sessions by id, with the start that was last acknowledged. */
  sessions: Map<string, string>;
  /** Commitments by id, with their text, each text different. */
  commitments: Map<string, string>;
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

class Person {
  readonly #town: Town;
  readonly #party: Party;
  readonly #dice: Dice;
  readonly #told: Acknowledged;
  readonly #taken = new Set<number>();
  readonly #own: { id: string; version: number }[] = [];
  #token: { value: string; until: number } | null = null;
  #turn = 0;
  #number = 0;
  stopping = false;

  constructor(town: Town, party: Party, seed: number, told: Acknowledged) {
    [this.#town, this.#party, this.#dice, this.#told] = [town, party, diceOf(seed), told];
  }

  async live(thinkMs: number): Promise<void> {
    while (!this.stopping) {
      const what = this.#own.length < 2 ? 'book' : this.#dice.oneOf(['book', 'move', 'move', 'commit', 'commit', 'commit', 'read'] as const);
      const slots = this.#own.length < 12;
      await { book: () => (slots ? this.#book() : this.#move()), move: () => this.#move(), commit: () => this.#commit(), read: () => this.#read() }[what]();
      await wait(this.#dice.number(2 * thinkMs));
    }
  }

  async #authorization(): Promise<string> {
    const now = systemClock.now().getTime();
    if (!this.#token || this.#token.until < now) this.#token = { value: await this.#town.simulation.entra.issueApiToken(address(this.#party.client), 'teams') as string, until: now + 600_000 };
    return `Bearer ${this.#token.value}`;
  }

  async #send(method: string, path: string, body?: object): Promise<Asked> {
    const web = this.#town.web();
    const { url } = web[(this.#turn += 1) % web.length]!;
    const answer = await fetch(`${url}${path}`, {
      method, headers: { authorization: await this.#authorization(), 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(30_000),
    }).then(async (one) => ({ status: one.status, body: (await one.json()) as Record<string, unknown> })).catch((): Asked => ({ status: 0, body: {} }));
    count(this.#told.answers, answer.status === 0 ? 'none' : String(answer.status));
    const code = (answer.body.error as { code?: string } | undefined)?.code;
    if (code) count(this.#told.codes, `${answer.status} ${code}`);
    return answer;
  }

  /** Until there is a final answer; then once more now and then, as an impatient finger does. */
  async #until(method: string, path: string, body: () => object | undefined, again = true): Promise<Asked> {
    const began = performance.now();
    let answer = await this.#send(method, path, body());
    while (forNow(answer.status)) {
      await wait(100 + this.#dice.number(200));
      answer = await this.#send(method, path, body());
    }
    this.#told.longest = Math.max(this.#told.longest, performance.now() - began);
    if (again && answer.status < 300 && this.#dice.number(5) === 0) {
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
    if (answer.status >= 300) return void this.#told.refused.push(`book ${id} at ${start}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
    this.#own.push({ id, version: Number(answer.body.version) });
    this.#told.sessions.set(id, start);
  }

  async #move(): Promise<void> {
    const [session, start] = [this.#dice.oneOf(this.#own), this.#time()];
    // A move whose answer was lost shows when the session is looked at again.
    for (;;) {
      const shown = (await this.#until('GET', `/api/sessions/${session.id}`, () => undefined, false)).body as unknown as Session;
      if (Date.parse(shown.start) === Date.parse(start)) break;
      const answer = await this.#send('POST', `/api/sessions/${session.id}/move`, { version: shown.version, start, relax: this.#relax() });
      if (answer.status >= 200 && answer.status < 300) break;
      const stale = answer.status === 409 && (answer.body.error as { code: string }).code === 'conflict';
      if (!forNow(answer.status) && !stale) return void this.#told.refused.push(`move ${session.id} to ${start}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
      await wait(100 + this.#dice.number(200));
    }
    this.#told.sessions.set(session.id, start);
  }

  async #commit(): Promise<void> {
    const [id, text] = [this.#dice.id(), `${this.#party.client} does thing number ${(this.#number += 1)}`];
    const answer = await this.#until('POST', `/api/engagements/${this.#party.engagement.id}/commitments`, () => ({ id, text }));
    if (answer.status >= 300) return void this.#told.refused.push(`commit ${id}: ${answer.status} ${JSON.stringify(answer.body.error)}`);
    this.#told.commitments.set(id, text);
  }

  async #read(): Promise<void> {
    await this.#until('GET', '/api/home', () => undefined, false);
  }
}

/** Clients who share nobody's time with each other book, move and take things on until they are stopped. */
export function startCrowd(town: Town, seed: number, thinkMs = 150): Crowd {
  const acknowledged: Acknowledged = { sessions: new Map(), commitments: new Map(), answers: new Map(), codes: new Map(), doubled: 0, refused: [], longest: 0 };
  const people = town.parties.slice(0, 4).map((party, index) => new Person(town, party, seed * 100 + index, acknowledged));
  const lives = Promise.all(people.map((one) => one.live(thinkMs)));
  return {
    acknowledged,
    async stop() {
      for (const one of people) one.stopping = true;
      await lives;
      return acknowledged;
    },
  };
}

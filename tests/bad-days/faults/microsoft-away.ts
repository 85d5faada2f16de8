import type { Session } from '../../../server/features/scheduling/contract.ts';
import { diceOf, organisation, startParties, type Dice, type Party } from '../../features/following/month/world.ts';
import { disagreements } from '../../features/following/month/truth.ts';
import { deploy, type Deployment } from '../month/deployment.ts';
import type { Trial } from '../faults.ts';

const hour = 3_600_000;
const day = 24 * hour;

type Answered = { status: number; body: unknown };

/** People who go on whatever Microsoft does, and what they were told. */
class Office {
  readonly sessions: { id: string; client: string; start: string }[] = [];
  readonly texts: string[] = [];
  readonly answers = new Map<string, number>();
  readonly #on: Deployment;
  readonly #dice: Dice;
  readonly #taken = new Set<number>();

  constructor(on: Deployment, dice: Dice) {
    [this.#on, this.#dice] = [on, dice];
  }

  async #noted<T extends Answered>(what: string, asked: Promise<T>): Promise<T> {
    const answer = await asked;
    const key = `${what} ${answer.status}${answer.status >= 400 ? ` ${(answer.body as { error: { code: string } }).error.code}` : ''}`;
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
    return answer;
  }

  #time(): string {
    for (;;) {
      const at = Math.floor(this.#on.simulation.clock.now().getTime() / day) * day + (4 + this.#dice.number(40)) * day + (9 + this.#dice.number(7)) * hour;
      if (new Date(at).getUTCDay() % 6 === 0 || this.#taken.has(at)) continue;
      this.#taken.add(at);
      return new Date(at).toISOString();
    }
  }

  #relax({ engagement }: Party): object[] {
    const coach = engagement.participants.find(({ role }) => role === 'coach')!;
    return coach.email.endsWith('@alder.example') ? [] : [{ type: 'unconfirmed', personId: coach.id }];
  }

  async book(party: Party): Promise<void> {
    const [id, start, path] = [this.#dice.id(), this.#time(), `/api/engagements/${party.engagement.id}/sessions`];
    const body = { id, kind: 'coaching', start, minutes: 60, relax: this.#relax(party) };
    const person = await this.#on.as(party.client);
    const { status } = await this.#noted('book', person.post(path, body));
    if (status < 300) this.sessions.push({ id, client: party.client, start });
    if (this.#dice.number(3) === 0) await this.#noted('book again', person.post(path, body));
  }

  async move(party: Party): Promise<void> {
    const person = await this.#on.as(party.client);
    const session = this.#dice.oneOf(this.sessions.filter(({ client }) => client === party.client));
    const shown = await this.#noted('session', person.get<Session>(`/api/sessions/${session.id}`));
    const start = this.#time();
    const moved = await this.#noted('move', person.post(`/api/sessions/${session.id}/move`, { version: shown.body.version, start, relax: this.#relax(party) }));
    if (moved.status < 300) session.start = start;
  }

  /** What needs no Microsoft, and a search for times, which does. */
  async goOn(party: Party): Promise<void> {
    const person = await this.#on.as(party.client);
    const text = `Thing number ${this.texts.length}`;
    await this.#noted('home', person.get('/api/home'));
    const committed = await this.#noted('commit', person.post(`/api/engagements/${party.engagement.id}/commitments`, { id: this.#dice.id(), text }));
    if (committed.status < 300) this.texts.push(text);
    await this.#noted('times', person.post(`/api/engagements/${party.engagement.id}/times`, { kind: 'coaching' }));
  }

  /** What was acknowledged and is not there as it was, or there twice. */
  async wrong(): Promise<string[]> {
    const kept = await this.#on.context.db.system(async (tx) => ({
      sessions: (await tx.query<{ id: string; starts_at: Date; state: string }>('select id, starts_at, state from sessions')).rows,
      texts: (await tx.query<{ text: string }>('select text from commitments')).rows.map(({ text }) => text),
    }));
    const isRight = ({ id, start }: { id: string; start: string }): boolean =>
      kept.sessions.some((row) => row.id === id && row.starts_at.toISOString() === start && ['booked', 'proposed'].includes(row.state));
    return [
      ...this.sessions.filter((one) => !isRight(one)).map(({ id, start }) => `session ${id} is not there at ${start}`),
      ...(kept.sessions.length === this.sessions.length ? [] : [`${kept.sessions.length} sessions for ${this.sessions.length} that were acknowledged`]),
      ...this.texts.filter((text) => kept.texts.filter((one) => one === text).length !== 1).map((text) => `${text} is not there once`),
    ];
  }
}

/** Passes time until sessions and calendars agree, for six hours at most; answers what does not then. */
async function untilCalm(on: Deployment): Promise<string[]> {
  const until = on.simulation.clock.now().getTime() + 6 * hour;
  for (;;) {
    const wrong = await disagreements(on, new Set());
    if (wrong.length === 0 || on.simulation.clock.now().getTime() >= until) return wrong;
    await on.passTime(new Date(on.simulation.clock.now().getTime() + 5 * 60_000));
  }
}

/** Neither Entra nor Graph answers for a day, from morning to morning; people go on with what needs no Microsoft, and book. */
export const microsoftAway: Trial = async ({ server, seed, say }) => {
  const dice = diceOf(seed);
  const on = await deploy({ server: await server(), web: 2, workers: 2, seed: organisation() });
  try {
    const { faults, clock } = on.simulation;
    const [parties, office] = [await startParties(on), new Office(on, dice)];
    for (const party of parties) await office.book(party);
    await on.passTime(new Date(clock.now().getTime() + hour));
    faults.add([{ match: '*', fault: 'offline' }]);
    const began = clock.now().getTime();
    for (let at = 0; at < 24; at += 1) {
      const party = dice.oneOf(parties);
      await office.goOn(party);
      await (at % 2 === 0 ? office.book(party) : office.move(party));
      await on.passTime(new Date(began + (at + 1) * hour));
    }
    const failed = faults.list().reduce((sum, { fired }) => sum + fired, 0);
    const waiting = (await disagreements(on, new Set())).length;
    faults.clear();
    const over = clock.now().getTime();
    const wrong = [...(await untilCalm(on)), ...(await office.wrong())];
    const refused = [...office.answers.keys()].filter((key) => /^(home|session|commit|book|book again|move) [45]/.test(key));
    say(`  answers: ${[...office.answers].map(([key, times]) => `${times} x ${key}`).join(', ')}`);
    say(`  ${office.sessions.length} sessions acknowledged, ${waiting} things waiting at the end of the day; requests to Microsoft that failed in 24 hours: ${failed}`);
    say(`  everything agreed ${(clock.now().getTime() - over) / 60_000} minutes after Microsoft was back; lost, doubled or in disagreement: ${wrong.length}; refused that needs no Microsoft: ${refused.length}`);
    for (const one of [...wrong, ...refused]) say(`    ${one}`);
    return wrong.length === 0 && refused.length === 0;
  } finally {
    await on.close();
  }
};

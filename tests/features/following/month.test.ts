import { expect, it } from '@jest/globals';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api } from '../../support/api.ts';
import { address } from '../../support/seed.ts';
import { actInOutlook, keptSessions, someTime } from './month/outlook.ts';
import { disagreements } from './month/truth.ts';
import { badWeather, watchPauses } from './month/weather.ts';
import { diceOf, organisation, startParties, type Dice, type Party } from './month/world.ts';

// A month of six engagements in bad weather. `FIELDWORK_SEED=7 npm test -- tests/features/following/month.test.ts` is another one.

const hour = 3_600_000;
const day = 24 * hour;
const seed = Number(process.env.FIELDWORK_SEED ?? 1);

interface Month {
  api: Api;
  dice: Dice;
  parties: Party[];
  log: string[];
  /** Copies that their owners changed by themselves. */
  touched: Set<string>;
}

const note = ({ api, log }: Month, what: string): unknown => log.push(`${api.simulation.clock.now().toISOString().slice(0, 16)} ${what}`);

/** Books, moves, cancels or opens a session in Fieldwork. Whatever Microsoft does meanwhile, it is never our mistake. */
async function actInFieldwork(month: Month, { client, engagement }: Party): Promise<void> {
  const { api, dice } = month;
  const person = await api.as(client);
  const now = api.simulation.clock.now();
  const open = (await keptSessions(api, 'to come')).filter((one) => one.engagement_id === engagement.id);
  const coach = engagement.participants.find(({ role }) => role === 'coach')!;
  const relax = coach.email === address(coach.email.split('@')[0]!) ? [] : [{ type: 'unconfirmed', personId: coach.id }];
  const start = someTime(dice, now).toISOString();
  const session = open.length === 0 ? null : dice.oneOf(open);
  const what = open.length < 3 ? 'book' : dice.oneOf(['move', 'move', 'cancel', 'open', 'open']);
  const kind = engagement.participants.length === 3 ? dice.oneOf(['coaching', 'three-way']) : 'coaching';
  const answer = await {
    book: () => person.post<Session>(`/api/engagements/${engagement.id}/sessions`, { id: dice.id(), kind, start, minutes: 60, relax }),
    move: () => person.post<Session>(`/api/sessions/${session!.id}/move`, { version: session!.version, start, relax }),
    cancel: () => person.post<Session>(`/api/sessions/${session!.id}/cancel`, { version: session!.version, comment: '' }),
    open: () => person.get<Session>(`/api/sessions/${session!.id}`),
  }[what as 'book' | 'move' | 'cancel' | 'open']();
  note(month, `${client}: ${what} ${session?.id ?? ''} -> ${answer.status} ${JSON.stringify((answer.body as { error?: object }).error ?? { id: answer.body.id, start: answer.body.start, calendar: answer.body.calendar })}`);
  if (answer.status === 500) throw new Error(`FIELDWORK_SEED=${seed} ${month.log.at(-1)}`);
}

async function oneDay(month: Month): Promise<void> {
  const { api, dice, parties } = month;
  const midnight = Math.floor(api.simulation.clock.now().getTime() / day) * day;
  const until = (at: number): Promise<void> => api.passTime(new Date(midnight + at));
  const evening = new Date(midnight).getUTCDay() % 6 === 0 ? 0 : 17 * hour;
  for (let at = 8 * hour; at < evening; at += 2 * hour) {
    await until(at + dice.number(110) * 60_000);
    // Whatever the weather, it lasts until the next act: about two hours.
    api.simulation.faults.clear();
    const weather = dice.number(3) === 0 ? badWeather(api, dice, parties.map(({ client }) => client)) : '';
    if (weather) note(month, weather);
    // Whoever meets a pause goes on pressing.
    const throttled = parties.find(({ client }) => weather === `429 ${client}`);
    for (const party of throttled ? [throttled, throttled] : dice.oneOf([[], [dice.oneOf(parties)]])) await actInFieldwork(month, party);
    const done = await actInOutlook(api, dice);
    if (done) note(month, `Outlook: ${done.name} ${done.session.id}`);
    if (done?.touched) month.touched.add(done.touched);
  }
  await until(18 * hour);
  api.simulation.faults.clear();
  await until(day);
}

it('a month of moves, answers and bad weather ends with calendars and sessions that agree, and nothing doubled', async () => {
  const api = await startApi({ seed: organisation() });
  const dice = diceOf(seed);
  const month: Month = { api, dice, parties: await startParties(api), log: [], touched: new Set() };
  const unpaused = watchPauses(api);
  try {
    for (let days = 0; days < 30; days += 1) await oneDay(month);
    // Longer than the safety reading and the hour that an administrator is given.
    await api.passTime(new Date(api.simulation.clock.now().getTime() + 2 * day));
    const wrong = await disagreements(api, month.touched);
    const stories = wrong.map((one) => [one, ...month.log.filter((line) => line.includes(one.slice(0, 36)))].join('\n    '));
    expect(stories.length === 0 ? 'all agree' : `FIELDWORK_SEED=${seed}\n${stories.join('\n')}`).toBe('all agree');
    expect(unpaused.length === 0 ? 'pauses kept' : `FIELDWORK_SEED=${seed}\n${unpaused.join('\n')}`).toBe('pauses kept');
  } finally {
    await api.close();
  }
}, 300_000);

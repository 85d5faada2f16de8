import type { Session } from '../../../server/features/scheduling/contract.ts';
import { ExchangeRefusal } from '../../../server/sandbox/tenant/events/refusal.ts';
import { entryAt } from '../../../server/sandbox/tenant/views.ts';
import { acts, keptSessions } from '../../features/following/month/outlook.ts';
import { badWeather } from '../../features/following/month/weather.ts';
import type { Dice, Party } from '../../features/following/month/world.ts';
import { address } from '../../support/seed.ts';
import type { Deployment } from './deployment.ts';
import type { Intent, Step } from './plan.ts';

export interface Lived {
  log: string[];
  /** Copies that their owners changed by themselves. */
  touched: Set<string>;
  faults: number;
  /** Requests that bad weather refused, which were made again. */
  again: number;
  /** Answers by status. */
  answers: Map<number, number>;
}

const passing = (status: number): boolean => status === 429 || status >= 500;

/** Does in Fieldwork what somebody wants; answers the status. What is not theirs to change any more is left. */
async function press(on: Deployment, { client, engagement }: Party, intent: Intent): Promise<number> {
  const person = await on.as(client);
  const coach = engagement.participants.find(({ role }) => role === 'coach')!;
  const relax = coach.email === address(coach.email.split('@')[0]!) ? [] : [{ type: 'unconfirmed', personId: coach.id }];
  const start = intent.start.toISOString();
  if (intent.what === 'book') {
    const body = { id: intent.sessionId, kind: intent.threeWay ? 'three-way' : 'coaching', start, minutes: 60, relax };
    return (await person.post(`/api/engagements/${engagement.id}/sessions`, body)).status;
  }
  const shown = await person.get<Session>(`/api/sessions/${intent.sessionId}`);
  if (intent.what === 'open' || shown.status !== 200 || !['booked', 'proposed'].includes(shown.body.state)) return shown.status;
  const { version } = shown.body;
  if (intent.what === 'cancel') return (await person.post(`/api/sessions/${intent.sessionId}/cancel`, { version, comment: '' })).status;
  return (await person.post(`/api/sessions/${intent.sessionId}/move`, { version, start, relax })).status;
}

async function actInOutlook(on: Deployment, dice: Dice, id: string): Promise<{ name: string; touched: string | null } | null> {
  const session = (await keptSessions(on, 'to come')).find((one) => one.id === id);
  const entry = session?.event_id ? entryAt(on.simulation.tenant, session.organizer, session.event_id) : null;
  if (!session || !entry?.isOrganizer || entry.attendees.length === 0) return null;
  const name = dice.oneOf(Object.keys(acts));
  try {
    const user = acts[name]!({ api: on, dice, session, entry });
    return { name, touched: user ? `${user} ${entry.iCalUId}` : null };
  } catch (error) {
    if (!(error instanceof ExchangeRefusal)) throw error;
    return { name: `${name}, refused`, touched: null };
  }
}

/** Lives through the plan, then through days of good weather, longer than the safety reading. */
export async function liveThrough(on: Deployment, parties: Party[], steps: Step[], say: (line: string) => void): Promise<Lived> {
  const { simulation } = on;
  const lived: Lived = { log: [], touched: new Set(), faults: 0, again: 0, answers: new Map() };
  const note = (what: string): unknown => lived.log.push(`${simulation.clock.now().toISOString().slice(0, 16)} ${what}`);
  const clear = (): void => {
    lived.faults += simulation.faults.list().reduce((sum, { fired }) => sum + fired, 0);
    simulation.faults.clear();
  };
  let refused: Intent[] = [];
  const pressAll = async (intents: Intent[]): Promise<void> => {
    for (const intent of intents) {
      const status = await press(on, parties[intent.party]!, intent);
      lived.answers.set(status, (lived.answers.get(status) ?? 0) + 1);
      note(`${parties[intent.party]!.client}: ${intent.what} ${intent.sessionId} -> ${status}`);
      if (status === 500) throw new Error(lived.log.at(-1));
      if (passing(status)) refused.push(intent);
    }
  };
  let day = '';
  for (const step of steps) {
    await on.passTime(step.at);
    clear();
    const earlier = refused;
    refused = [];
    lived.again += earlier.length;
    await pressAll(earlier);
    if (step.weather) note(badWeather(on, step.dice, parties.map(({ client }) => client)));
    await pressAll(step.intents);
    const done = step.outlook === null ? null : await actInOutlook(on, step.dice, step.outlook);
    if (done) note(`Outlook: ${done.name} ${step.outlook}`);
    if (done?.touched) lived.touched.add(done.touched);
    if (day !== step.at.toISOString().slice(0, 10)) say((day = step.at.toISOString().slice(0, 10)));
  }
  clear();
  const last = simulation.clock.now().getTime();
  await on.passTime(new Date(last + 3_600_000));
  await pressAll(refused.splice(0));
  await on.passTime(new Date(last + 3 * 86_400_000));
  return lived;
}

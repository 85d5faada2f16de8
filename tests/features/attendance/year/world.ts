import { randomUUID } from 'node:crypto';
import { dueWork } from '../../../../server/due-work.ts';
import { defaultTerms, type Ladder } from '../../../../server/features/disclosure/contract.ts';
import { defaultRules, type Engagement } from '../../../../server/features/engagements/contract.ts';
import type { Outcome } from '../../../../server/features/attendance/contract.ts';
import type { Session } from '../../../../server/features/scheduling/contract.ts';
import { runDueUntil } from '../../../../server/platform/jobs/run-due-until.ts';
import { changeSettings } from '../../../../server/sandbox/mailbox-acts.ts';
import { behave, type Behaviour } from '../../../../server/sandbox/meeting-acts.ts';
import { changePolicy } from '../../../../server/sandbox/tenant/calls/policy.ts';
import type { SeedPerson, TenantSeed } from '../../../../server/sandbox/tenant/seed.ts';
import { calendarAt } from '../../../../server/sandbox/tenant/views.ts';
import { silent, type Answer, type Api } from '../../../support/api.ts';
import { pick } from '../../../support/engagement.ts';
import { address, idFor, seed } from '../../../support/seed.ts';
import { diceOf } from '../../following/month/world.ts';

// A year of coaching: who there is, what they agreed, what they do in sessions, and what goes wrong around them.

/** Engagements of a whole year; without it a few of them over some weeks, for every run of the suite. `npm run test:year` */
export const wanted = Number(process.env.FIELDWORK_YEAR ?? 0);
export const seedOfYear = Number(process.env.FIELDWORK_YEAR_SEED ?? 1);
/** One session in four weeks is a year of coaching. */
export const size = wanted > 0 ? { engagements: wanted, sessions: 13, everyDays: 28 } : { engagements: 3, sessions: 3, everyDays: 7 };
export const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A coach has ten clients: two a day. */
const perCoach = 10;
export const clientOf = (number: number): string => `client${number}`;
export const coachOf = (number: number): string => `coach${Math.floor(number / perCoach)}`;
export const sponsorOf = (number: number): string => `sponsor${Math.floor(number / perCoach)}`;
/** All three agree what the sponsor sees, and where missed sessions lead; the others never do. */
export const agrees = (number: number): boolean => number % 2 === 0;
/** Hardly ever comes. */
const isAway = (number: number): boolean => number % 5 === 0;
/** Where sessions at nine in London are in the evening, at night and early in the morning too. */
const zones: [zone: string, zoneName: string][] = [
  ['Europe/London', 'GMT Standard Time'], ['Asia/Kathmandu', 'Nepal Standard Time'], ['Pacific/Apia', 'Samoa Standard Time'], ['America/New_York', 'Eastern Standard Time'],
];
const zoneFor = (number: number): Pick<SeedPerson, 'zone' | 'zoneName'> => {
  const [zone, zoneName] = zones[number % zones.length]!;
  return { zone, zoneName };
};
/** The zone of everybody in it, by address. */
export const zoneOf = new Map<string, string>();

export function organisation(): TenantSeed {
  const given = seed();
  const numbers = Array.from({ length: size.engagements }, (_none, number) => number);
  const named = new Map(numbers.flatMap((number): [string, number][] => [[clientOf(number), number], [coachOf(number), Math.floor(number / perCoach) * 3], [sponsorOf(number), Math.floor(number / perCoach) + 1]]));
  const fresh = [...named].map(([name, number]): SeedPerson => {
    zoneOf.set(address(name), zoneFor(number).zone);
    const hours = { weekdays: [1, 2, 3, 4, 5, 6, 7], start: '00:00', end: '23:59' };
    return { ...given.people[0]!, ...zoneFor(number), manager: null, objectId: idFor(name), address: address(name), displayName: `${name} Example`, workingHours: hours };
  });
  return { ...given, people: [...given.people, ...fresh] };
}

const account = { kind: 'account', address: null, name: null } as const;
type Act = Pick<Behaviour, 'visits' | 'guise' | 'withoutAddress'>;
const comes = (from: number, to: number): Act => ({ visits: [{ from, to }], guise: account, withoutAddress: false });
/** What one of them may do, and whether they were there. */
const acts: { act: Act; there: boolean }[] = [
  ...Array.from({ length: 5 }, () => ({ act: comes(0, 60), there: true })),
  { act: comes(12, 60), there: true },
  { act: { ...comes(0, 20), visits: [{ from: 0, to: 20 }, { from: 31, to: 60 }] }, there: true },
  { act: { ...comes(1, 60), guise: { kind: 'dial-in', address: null, name: null } }, there: true },
  { act: { ...comes(1, 60), guise: { kind: 'anonymous', address: null, name: 'Somebody' } }, there: true },
  { act: { ...comes(0, 60), withoutAddress: true }, there: true },
  { act: { ...comes(0, 60), visits: [] }, there: false },
  { act: { ...comes(0, 60), visits: [] }, there: false },
];

export interface Planned {
  number: number;
  engagementId: string;
  sessionId: string;
  at: number;
  client: boolean;
  coach: boolean;
}

/** Two misses in a row lead to the talk, three to the sponsor; three days for the client to tell, a day to look at the notice. */
export const terms = { ...defaultTerms, ladder: { ...defaultTerms.ladder, tellDays: 3, holdHours: 24 } };

async function must<Body>(call: Promise<Answer<Body>>): Promise<Body> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** As somebody does it who tries again while Microsoft does not answer. */
async function patiently(act: () => Promise<Answer<unknown>>): Promise<void> {
  let answer = await act();
  for (let turn = 0; turn < 20 && answer.status === 503; turn += 1) answer = await act();
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Starts one engagement, and has its three agree, where they do. */
async function start(api: Api, number: number): Promise<string> {
  const people = { client: pick(clientOf(number)), coach: pick(coachOf(number)), sponsor: pick(sponsorOf(number)) };
  const rules = { ...defaultRules, noticeHours: 0, spacingDays: { min: 0, max: 60 }, bufferMinutes: { client: 0, coach: 0, sponsor: 0 } };
  const caller = await api.as(clientOf(number));
  const { id } = await must(caller.post<Engagement>('/api/engagements', { id: randomUUID(), ...people, goals: [], startsOn: '2026-03-02', endsOn: '2027-04-30', rules }));
  if (agrees(number)) {
    await must(caller.post(`/api/engagements/${id}/sharing`, { newest: 0, terms }));
    for (const name of [coachOf(number), sponsorOf(number)]) await must((await api.as(name)).post(`/api/engagements/${id}/sharing/acceptance`, { version: 1 }));
  }
  return id;
}

/** Books the year at an hour of the engagement's own, the second time with the sponsor, and says what everybody will do. */
export async function plan(api: Api, number: number, from: Date): Promise<Planned[]> {
  const dice = diceOf(seedOfYear * 1_000 + number);
  const engagementId = await start(api, number);
  const caller = await api.as(clientOf(number));
  const place = number % perCoach;
  const planned: Planned[] = [];
  for (let turn = 0; turn < size.sessions; turn += 1) {
    const begins = new Date(from.getTime() + (turn * size.everyDays + (place % 5)) * DAY + (place < 5 ? 0 : 2 * HOUR));
    const kind = turn === 1 ? 'three-way' : 'coaching';
    const { id: sessionId } = await must(caller.post<Session>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), kind, start: begins.toISOString(), minutes: 60 }));
    const away = isAway(number) && turn > 0 && dice.number(8) > 0;
    const parts = [away ? acts.at(-1)! : dice.oneOf(acts), away ? acts[0]! : dice.oneOf(acts)] as const;
    const { id } = calendarAt(api.simulation.tenant, address(clientOf(number)), begins, new Date(begins.getTime() + 1)).find(({ joinUrl }) => joinUrl)!;
    for (const [index, who] of [clientOf(number), coachOf(number)].entries()) behave(api.simulation.tenant, { user: address(clientOf(number)), id, who: address(who), ...parts[index]!.act });
    planned.push({ number, engagementId, sessionId, at: begins.getTime(), client: parts[0].there, coach: parts[1].there });
  }
  return planned;
}

export async function rowsOf<Row>(api: Api, query: string): Promise<Row[]> {
  return (await api.context.db.system((tx) => tx.query<Row & Record<string, unknown>>(query))).rows;
}

/** Where the ladder has come to its last step, the coach sends the notice, as far as it lets them. */
async function coachesSend(api: Api): Promise<void> {
  const open = await rowsOf<{ engagement_id: string; email: string }>(api,
    "select s.engagement_id, p.email from sharing s join engagements e on e.id = s.engagement_id join people p on p.id = e.coach_id where s.step = 'notice' and s.notice_state is null and s.told_at is null and s.suspended_at is null");
  for (const { engagement_id: id, email } of open) {
    const coach = await api.as(email.split('@')[0]!);
    const { body } = await coach.get<Ladder>(`/api/engagements/${id}/ladder`);
    if (body.notice) await coach.post(`/api/engagements/${id}/ladder/notice`, { version: body.version, words: body.notice.words });
  }
}

const truly = ({ client, coach }: Planned): Outcome => (client && coach ? 'held' : coach ? 'client-missing' : 'coach-missing');

/** Of most clients the coach answers what they are asked, as it was; some clients object to what is found, and some of them take it back. */
async function peopleAnswer(api: Api, planned: ReadonlyMap<string, Planned>, dice: ReturnType<typeof diceOf>): Promise<void> {
  const asked = await rowsOf<{ session_id: string; version: number }>(api, "select session_id, version from attendance where state = 'unknown' and asked_at is not null and said_at is null order by ends_at, session_id");
  for (const { session_id: id, version } of asked) {
    const one = planned.get(id)!;
    if (one.number % 3 > 0 && dice.number(2) === 0) await patiently(async () => (await api.as(coachOf(one.number))).put(`/api/sessions/${id}/attendance/outcome`, { version, outcome: truly(one) }));
  }
  const missed = await rowsOf<{ session_id: string; version: number; disputed: boolean }>(api,
    "select session_id, version, disputed_at is not null as disputed from attendance where state = 'client-no-show' order by ends_at desc, session_id limit 40");
  for (const { session_id: id, version, disputed } of missed.filter(() => dice.number(40) === 0)) {
    const client = await api.as(clientOf(planned.get(id)!.number));
    await patiently(() => (disputed ? client.delete(`/api/sessions/${id}/attendance/dispute`) : client.put(`/api/sessions/${id}/attendance/dispute`, { version, why: 'It was otherwise.' })));
  }
}

/** What of the product's work a year of attendance needs; the rest has months of its own. */
const works = new Set(['session-calendar', 'attendance-looks', 'attendance-retention', 'outcome-cards', 'session-pings', 'chases', 'ladders', 'notices', 'recaps', 'idle-engagements']);

async function pass(api: Api, until: Date): Promise<void> {
  const { clock } = api.simulation;
  const due = dueWork(api.context).filter(({ name }) => works.has(name));
  await runDueUntil({ now: () => clock.now(), set: (at: Date) => clock.advanceTo(at) }, due, until, silent);
}

export interface Leave {
  who: string;
  from: number;
  to: number;
}

/** Some go on leave for a week, with automatic replies. */
function goOnLeave(api: Api, week: number, at: number): Leave[] {
  const away = Array.from({ length: size.engagements }, (_none, number) => number).filter((number) => (number + week) % 9 === 0);
  return away.map((number) => {
    const leave = { who: address(clientOf(number)), from: at, to: at + 7 * DAY };
    changeSettings(api.simulation.tenant, { user: leave.who, automaticReplies: { status: 'scheduled', from: new Date(leave.from), to: new Date(leave.to), text: 'On leave.' } });
    return leave;
  });
}

/**
 * Lets the time pass with something going wrong in most weeks: throttled, down, answers lost, reports late. Answers who was on leave
 * when; `weekly` is called at the end of each week.
 */
export async function live(api: Api, planned: Planned[], until: Date, weekly: () => Promise<void>): Promise<Leave[]> {
  const dice = diceOf(seedOfYear * 3);
  const byId = new Map(planned.map((one) => [one.sessionId, one]));
  const leaves: Leave[] = [];
  const from = api.context.clock.now().getTime();
  for (let at = from; at < until.getTime(); at += 7 * DAY) {
    const good = dice.number(3) === 0;
    changePolicy(api.simulation.tenant, { reportDelayMinutes: 3 + (good ? 0 : dice.number(90)) });
    const fault = dice.oneOf(['429', '503', 'drop-response', '504'] as const);
    if (!good) api.simulation.faults.add([{ match: dice.oneOf(['GET /me/onlineMeetings', 'GET /me/onlineMeetings/*', '*']), fault, times: 1 + dice.number(6), retryAfter: 60 }]);
    leaves.push(...goOnLeave(api, (at - from) / (7 * DAY), at));
    await pass(api, new Date(Math.min(at + 7 * DAY, until.getTime())));
    await peopleAnswer(api, byId, dice);
    await coachesSend(api);
    await weekly();
  }
  return leaves;
}

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { dueWork } from '../../../../server/due-work.ts';
import { defaultTerms, type Ladder } from '../../../../server/features/disclosure/contract.ts';
import { defaultRules, type Engagement } from '../../../../server/features/engagements/contract.ts';
import { defaultPreferences, isQuiet } from '../../../../server/features/nudges/rules.ts';
import type { Session } from '../../../../server/features/scheduling/contract.ts';
import { behave, type Behaviour } from '../../../../server/sandbox/meeting-acts.ts';
import { changePolicy } from '../../../../server/sandbox/tenant/calls/policy.ts';
import { runDueUntil } from '../../../../server/platform/jobs/run-due-until.ts';
import { activityOf, calendarAt, inboxOf } from '../../../../server/sandbox/tenant/views.ts';
import { silent, startApi, type Answer, type Api } from '../../../support/api.ts';
import { pick } from '../../../support/engagement.ts';
import { address, idFor, seed } from '../../../support/seed.ts';
import { diceOf } from '../../following/month/world.ts';

/** Engagements of a whole year; without it a few of them over some weeks, for every run of the suite. `npm run test:year` */
const wanted = Number(process.env.FIELDWORK_YEAR ?? 0);
const seedOfYear = Number(process.env.FIELDWORK_YEAR_SEED ?? 1);
/** One session in four weeks is a year of coaching. */
const size = wanted > 0 ? { engagements: wanted, sessions: 13, everyDays: 28 } : { engagements: 3, sessions: 3, everyDays: 7 };
const DAY = 86_400_000;
/** A coach has ten clients: two a day. */
const perCoach = 10;
const clientOf = (number: number): string => `client${number}`;
const coachOf = (number: number): string => `coach${Math.floor(number / perCoach)}`;
const sponsorOf = (number: number): string => `sponsor${Math.floor(number / perCoach)}`;
/** All three agree what the sponsor sees, and where missed sessions lead; the others never do. */
const agrees = (number: number): boolean => number % 2 === 0;
/** Hardly ever comes. */
const isAway = (number: number): boolean => number % 5 === 0;

function organisation(): ReturnType<typeof seed> {
  const given = seed();
  const names = Array.from({ length: size.engagements }, (_none, number) => [clientOf(number), coachOf(number), sponsorOf(number)]).flat();
  const fresh = [...new Set(names)].map((name) => ({ ...given.people[0]!, manager: null, objectId: idFor(name), address: address(name), displayName: `${name} Example` }));
  return { ...given, people: [...given.people, ...fresh] };
}

let api: Api;
beforeEach(async () => void (api = await startApi({ seed: organisation() })));
afterEach(() => api.close());

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

interface Planned {
  number: number;
  engagementId: string;
  sessionId: string;
  client: boolean;
  coach: boolean;
}

/** Two misses in a row lead to the talk, three to the sponsor; a day for the client to tell, an hour to look at the notice. */
const terms = { ...defaultTerms, ladder: { ...defaultTerms.ladder, tellDays: 3, holdHours: 24 } };

async function must<Body>(call: Promise<Answer<Body>>): Promise<Body> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** Starts one engagement, and has its three agree, where they do. */
async function start(number: number): Promise<string> {
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
async function plan(number: number, from: Date): Promise<Planned[]> {
  const dice = diceOf(seedOfYear * 1_000 + number);
  const engagementId = await start(number);
  const caller = await api.as(clientOf(number));
  const place = number % perCoach;
  const planned: Planned[] = [];
  for (let turn = 0; turn < size.sessions; turn += 1) {
    const begins = new Date(from.getTime() + (turn * size.everyDays + (place % 5)) * DAY + (place < 5 ? 0 : 2 * 3_600_000));
    const kind = turn === 1 ? 'three-way' : 'coaching';
    const { id: sessionId } = await must(caller.post<Session>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), kind, start: begins.toISOString(), minutes: 60 }));
    const away = isAway(number) && turn > 0 && dice.number(8) > 0;
    const parts = [away ? acts.at(-1)! : dice.oneOf(acts), away ? acts[0]! : dice.oneOf(acts)] as const;
    const { id } = calendarAt(api.simulation.tenant, address(clientOf(number)), begins, new Date(begins.getTime() + 1)).find(({ joinUrl }) => joinUrl)!;
    for (const [index, who] of [clientOf(number), coachOf(number)].entries()) behave(api.simulation.tenant, { user: address(clientOf(number)), id, who: address(who), ...parts[index]!.act });
    planned.push({ number, engagementId, sessionId, client: parts[0].there, coach: parts[1].there });
  }
  return planned;
}

async function rowsOf<Row>(query: string): Promise<Row[]> {
  return (await api.context.db.system((tx) => tx.query<Row & Record<string, unknown>>(query))).rows;
}

/** Requests about each online meeting: how many were answered, and whether one was not. */
const asked = new Map<string, { answered: number; failed: boolean }>();
async function countRequests(): Promise<void> {
  let text = '';
  for await (const chunk of api.simulation.traffic.stream()) text += String(chunk);
  api.simulation.traffic.clear();
  const meetings = (await rowsOf<{ meeting_id: string }>('select meeting_id from attendance where meeting_id is not null')).map(({ meeting_id: id }) => id);
  const mentions = new Map(meetings.map((id) => [id, { answered: 0, failed: false }]));
  for (const line of text.split('\n').filter((one) => one.includes('onlineMeetings'))) {
    const ok = /"status":2\d\d/.test(line);
    for (const id of meetingsIn(line)) {
      const one = mentions.get(id);
      if (one && ok) one.answered += 1;
      else if (one) one.failed = true;
    }
  }
  for (const [id, { answered, failed }] of mentions) {
    const before = asked.get(id) ?? { answered: 0, failed: false };
    asked.set(id, { answered: before.answered + answered, failed: before.failed || failed });
  }
}
/** The meetings that a request is about, by its address, a request inside a batch, or the answer to a look-up. */
const meetingsIn = (line: string): Set<string> =>
  new Set([...line.matchAll(/onlineMeetings\/([^/?"\\]+)/g), ...line.matchAll(/\\?"id\\?":\\?"([^"\\]+)/g)].map(([, id]) => decodeURIComponent(id!)));

/** Where the ladder has come to its last step, the coach sends the notice, as far as it lets them. */
async function coachesAct(): Promise<void> {
  const open = await rowsOf<{ engagement_id: string; email: string }>(
    "select s.engagement_id, p.email from sharing s join engagements e on e.id = s.engagement_id join people p on p.id = e.coach_id where s.step = 'notice' and s.notice_state is null and s.told_at is null and s.suspended_at is null");
  for (const { engagement_id: id, email } of open) {
    const coach = await api.as(email.split('@')[0]!);
    const { body } = await coach.get<Ladder>(`/api/engagements/${id}/ladder`);
    if (body.notice) await coach.post(`/api/engagements/${id}/ladder/notice`, { version: body.version, words: body.notice.words });
  }
}

/** What of the product's work a year of attendance needs; the rest has months of its own. */
const works = new Set(['session-calendar', 'attendance-looks', 'attendance-retention', 'outcome-cards', 'session-pings', 'chases', 'ladders', 'notices', 'recaps', 'idle-engagements']);

async function pass(until: Date): Promise<void> {
  const { clock } = api.simulation;
  const due = dueWork(api.context).filter(({ name }) => works.has(name));
  await runDueUntil({ now: () => clock.now(), set: (at: Date) => clock.advanceTo(at) }, due, until, silent);
}

/** Lets the time pass with something going wrong in most weeks: throttled, down, answers lost, reports late. */
async function live(from: Date, until: Date): Promise<void> {
  const dice = diceOf(seedOfYear * 3);
  for (let at = from.getTime(); at < until.getTime(); at += 7 * DAY) {
    const good = dice.number(3) === 0;
    changePolicy(api.simulation.tenant, { reportDelayMinutes: 3 + (good ? 0 : dice.number(90)) });
    const fault = dice.oneOf(['429', '503', 'drop-response', '504'] as const);
    if (!good) api.simulation.faults.add([{ match: dice.oneOf(['GET /me/onlineMeetings', 'GET /me/onlineMeetings/*', '*']), fault, times: 1 + dice.number(6), retryAfter: 60 }]);
    await pass(new Date(Math.min(at + 7 * DAY, until.getTime())));
    await coachesAct();
    await countRequests();
  }
}

const plain = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll(/\s+/g, ' ');

interface Line {
  id: string;
  source: string;
  subject: string;
  words: string;
  outcome: string | null;
}
interface Received {
  subject: string;
  matches: (line: Line) => boolean;
}

/** Everything that came to a sponsor, in whatever way. */
function receivedBy(sponsor: string): Received[] {
  const { tenant } = api.simulation;
  const mails = inboxOf(tenant, address(sponsor)).filter(({ kind }) => kind !== 'response').map(({ subject, bodyHtml, calendar }): Received => ({
    subject,
    matches: (line) => subject.endsWith(line.subject) && (line.source === 'invitation') === (calendar !== null)
      && line.words.split('\n').every((words, index) => (calendar !== null && index < 2 ? words !== '' : plain(bodyHtml).includes(words))),
  }));
  const feed = activityOf(tenant, address(sponsor)).map(({ title, preview }): Received => ({ subject: title, matches: (line) => line.subject === title && preview.startsWith(line.words.replaceAll('\n', ' ').slice(0, 140)) }));
  return [...mails, ...feed];
}

/** What a sponsor received and the ledger does not have, and what stands there as sent and never came. */
function compare(received: Received[], ledger: Line[]): { unwritten: string[]; invented: string[] } {
  const left = [...ledger];
  const unwritten = received.filter((one) => {
    const index = left.findIndex((line) => one.matches(line));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { unwritten: unwritten.map(({ subject }) => subject), invented: left.filter(({ outcome }) => outcome === 'sent').map(({ subject }) => subject) };
}

it(`${size.engagements} engagements with ${size.sessions} sessions each: nobody who was there is called missing, and nobody hears a thing twice or by night`, async () => {
  const from = new Date('2026-03-09T10:00:00Z');
  const planned: Planned[] = [];
  for (let number = 0; number < size.engagements; number += 1) planned.push(...(await plan(number, from)));
  await live(api.context.clock.now(), new Date(from.getTime() + (size.sessions - 1) * size.everyDays * DAY + 12 * DAY));

  const verdicts = await rowsOf<{ session_id: string; state: string | null; look_attempts: number; meeting_id: string | null; said_at: Date | null }>('select session_id, state, look_attempts, meeting_id, said_at from attendance');
  const truth = new Map(planned.map((one) => [one.sessionId, one]));
  expect(verdicts).toHaveLength(planned.length);
  expect(verdicts.filter(({ state }) => state === null)).toEqual([]);
  const wronged = verdicts.filter(({ session_id: id, state }) => (state === 'client-no-show' && truth.get(id)!.client) || (state === 'coach-no-show' && truth.get(id)!.coach));
  expect(wronged).toEqual([]);

  const notices = await rowsOf<{ who: string; kind: string; key: string; weight: string; settled_at: Date; session_id: string | null; engagement_id: string }>(
    "select p.email as who, n.kind, n.key, n.weight, n.settled_at, n.session_id, n.engagement_id from notices n join people p on p.id = n.person_id where n.state = 'said'");
  const about = notices.map(({ who, kind, key }) => `${who} ${kind} ${key}`);
  expect(new Set(about).size).toBe(about.length);
  const most = (kind: string) => {
    const counts = new Map<string, number>();
    for (const one of notices.filter((other) => other.kind === kind)) counts.set(`${one.who} ${one.session_id}`, (counts.get(`${one.who} ${one.session_id}`) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  expect([most('did-it-happen') <= 1, most('rebook') <= 2, most('rebook-person') <= 1]).toEqual([true, true, true]);
  expect(notices.filter(({ weight, settled_at: at }) => weight !== 'now' && isQuiet(defaultPreferences, 'Europe/London', new Date(at).getTime()))).toEqual([]);

  // Nothing of attendance reaches a sponsor but by the last step of an agreement that all three accepted.
  const agreed = new Set(planned.filter(({ number }) => agrees(number)).map(({ engagementId }) => engagementId));
  const ladder = new Set(['attendance-notice', 'client-telling']);
  const lines = await rowsOf<Line & { to: string; engagement_id: string; agreement: number | null; by_id: string | null }>(
    `select d.id, d.source, d.subject, d.words, d.engagement_id, d.agreement, d.by_id, p.email as to, coalesce(o.outcome, case n.state when 'said' then 'sent' else n.state end) as outcome
     from disclosures d join people p on p.id = d.to_id left join disclosure_outcomes o on o.disclosure_id = d.id left join notices n on d.key = 'notice:' || n.id::text`);
  const aboutAttendance = lines.filter(({ source }) => ladder.has(source));
  expect(aboutAttendance.filter(({ engagement_id: id, agreement, by_id: by }) => !agreed.has(id) || agreement !== 1 || by === null)).toEqual([]);
  const missedIn = (id: string): number => verdicts.filter((one) => one.state === 'client-no-show' && truth.get(one.session_id)!.engagementId === id).length;
  expect(aboutAttendance.filter(({ engagement_id: id }) => missedIn(id) < terms.ladder.tellAt)).toEqual([]);

  // The ledger and the sponsors' mailboxes and feeds, message by message.
  const sponsors = [...new Set(planned.map(({ number }) => sponsorOf(number)))];
  const received = sponsors.map((name) => receivedBy(name));
  const differences = sponsors.map((name, index) => compare(received[index]!, lines.filter(({ to }) => to === address(name))));
  expect(differences.filter(({ unwritten, invented }) => unwritten.length + invented.length > 0)).toEqual([]);
  expect(received.flat().length).toBeGreaterThanOrEqual(size.engagements);

  // Three requests for a session whose report was there at the first look and that nothing went wrong with.
  const first = verdicts.filter(({ state, look_attempts: attempts, meeting_id: id }) => state === 'held' && attempts === 1 && id !== null && asked.get(id)?.failed === false);
  expect(first.filter(({ meeting_id: id }) => asked.get(id!)!.answered > 3)).toEqual([]);
  expect(first.filter(({ meeting_id: id }) => asked.get(id!)!.answered < 3)).toEqual([]);

  if (wanted > 0) {
    expect(first.length).toBeGreaterThan(0);
    const count = (of: (string | null)[]) => Object.fromEntries([...new Set(of)].map((one) => [one, of.filter((other) => other === one).length]));
    console.log(JSON.stringify({
      seed: seedOfYear, engagements: size.engagements, sessions: planned.length, verdicts: count(verdicts.map(({ state }) => state)), wronged: wronged.length, notices: count(notices.map(({ kind }) => kind)),
      received: received.flat().length, ledger: count(lines.map(({ source }) => source)), looks: verdicts.reduce((sum, one) => sum + one.look_attempts, 0), atFirstLook: first.length,
    }));
  }
}, wanted > 0 ? 7_200_000 : 60_000);

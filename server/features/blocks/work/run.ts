import type { AppContext } from '../../../context.ts';
import type { AppSettings } from '../../../platform/config.ts';
import { tabLink } from '../../../platform/microsoft/activity.ts';
import { batchSize } from '../../../platform/microsoft/blocks.ts';
import { MicrosoftFailure, type BusyInterval, type DayHours, type Schedule } from '../../../platform/microsoft/microsoft.ts';
import { dateOf, dayOf } from '../../../platform/zones.ts';
import { newId } from '../../../platform/ids.ts';
import { daysOffFor } from '../holidays/days-off.ts';
import { agree, isCalm, nextLook } from './agree.ts';
import type { Learned } from './learn.ts';
import { watch } from './watch.ts';
import { mayEndSeries } from './weeks.ts';
import { observe, standing } from './observe.ts';
import { mondayOf, weekMargin, type BlockRow, type LogEntry, type Person, type Reading } from './rows.ts';
import { askClient } from './ask.ts';
import { learnStep, listStep, lookStep, stepsOf, type Step } from './steps.ts';
import { claimDue, fillUp, letGo, readPeople, release, saveChanges, type Changes, type Claimed, type Ending } from './store.ts';

const DAY = 86_400_000;
/** Clients worked on together: five readings of free/busy, and few enough to be done well within a lease. */
export const peopleAtOnce = 100;
const addressesAtOnce = 20;
/** Pieces of one mailbox in one batch: Outlook does four at once. */
const perMailbox = 4;
/** More rounds than any plan needs: a guard against a calendar that never agrees. */
const mostRounds = 8;

/** Taken when nobody published working hours: Monday to Friday, 9 to 17. */
export const assumedHours: DayHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1020 }));

/** One client under way: what was read, what it was, and what it has become. */
interface Case {
  before: Person;
  person: Person;
  reading: Reading | null;
  busy: BusyInterval[];
  /** Blocks that should have been in free/busy and were not. */
  unseen: BlockRow[];
  log: LogEntry[];
  failure: MicrosoftFailure | null;
  /** Ids that Microsoft says were made already. */
  made: Set<string>;
  /** Nothing is to be looked at: only the date of the next look is set. */
  calm: boolean;
  /** Somebody changed something meanwhile, or the lease is another's: nothing more is done here. */
  lost: boolean;
}

interface Run {
  context: AppContext;
  claimed: Claimed;
  now: Date;
  cases: Case[];
}

const active = (one: Case): boolean => !one.lost && !one.calm && one.failure === null;

/** Asks for up to 20 people in the mailbox of one of them; where that one cannot be asked now, in another's. */
async function entriesOf({ context, claimed }: Run, people: Person[], from: string, to: string): Promise<Schedule[]> {
  const microsoft = context.microsoft.application(claimed.tenantId);
  for (const [index, caller] of people.entries()) {
    try {
      return await microsoft.entriesOf(caller.times.objectId, people.map(({ times }) => times.email), from, to);
    } catch (error) {
      const personal = error instanceof MicrosoftFailure && (error.kind === 'throttled' || error.kind === 'not-found');
      if (!personal || index >= Math.min(people.length - 1, 3)) throw error;
    }
  }
  return [];
}

async function readGroup(run: Run, group: Case[]): Promise<void> {
  const ms = run.now.getTime();
  const monday = mondayOf(Math.floor(ms / DAY));
  const weeks = Math.max(...group.map(({ person }) => person.times.horizonWeeks));
  const [from, to] = [monday * DAY - weekMargin / 2, (monday + weeks * 7) * DAY + weekMargin];
  try {
    const schedules = await entriesOf(run, group.map(({ person }) => person), new Date(from).toISOString(), new Date(to).toISOString());
    for (const [index, one] of group.entries()) await note(one, schedules[index], ms, { from: monday - 7, to: monday + (weeks + 1) * 7 });
  } catch (error) {
    for (const one of group) one.failure = asFailure(error);
  }
}

async function note(one: Case, schedule: Schedule | undefined, now: number, days: { from: number; to: number }): Promise<void> {
  if (!schedule?.readable) {
    // No data is not an answer: nothing is planned over a calendar that cannot be read.
    one.failure = new MicrosoftFailure('not-found', 'The calendar cannot be read.');
    return;
  }
  const { times } = one.person;
  const zone = schedule.zone ?? times.zone ?? 'UTC';
  const holidays = await daysOffFor(times.holidays, zone, days.from, days.to);
  one.reading = { zone, hours: schedule.hours ?? times.hours ?? assumedHours, busy: schedule.busy, holidays };
  const { person, busy, unseen } = observe(one.person, one.reading, now);
  [one.person, one.busy, one.unseen] = [person, busy, unseen];
}

const asFailure = (error: unknown): MicrosoftFailure =>
  error instanceof MicrosoftFailure ? error : new MicrosoftFailure('unavailable', 'unexpected', { cause: error });

interface Sent {
  one: Case;
  step: Step;
}

/** Does the steps in batches of 20, each item's own result counted; a client whose item failed waits, the others go on. */
async function send(run: Run, sent: Sent[]): Promise<void> {
  const microsoft = run.context.microsoft.application(run.claimed.tenantId);
  for (let from = 0; from < sent.length; from += batchSize) {
    const batch = sent.slice(from, from + batchSize);
    try {
      const results = await microsoft.doBlockWork(batch.map(({ one, step }) => ({ objectId: one.person.times.objectId, work: step.work })));
      batch.forEach(({ one, step }, index) => settle(one, step, results[index]!, run.now.getTime()));
    } catch (error) {
      for (const { one } of batch) one.failure ??= asFailure(error);
    }
  }
}

function settle(one: Case, step: Step, result: Parameters<typeof learnStep>[2], now: number): void {
  if (!result.ok && step.work.kind === 'create' && result.failure.kind === 'conflict') {
    one.made.add(step.work.draft.transactionId);
    if ('block' in step.about) one.made.add(step.about.block);
    return;
  }
  const learned: Learned | null = learnStep(one.person, step, result, now);
  if (learned === null) one.failure ??= (result as { failure: MicrosoftFailure }).failure;
  else {
    one.person = learned.person;
    one.log.push(...learned.log);
  }
}

const sameRow = (a: object | undefined, b: object): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

function changesOf({ before, person, log }: Case): Changes {
  return {
    personId: person.times.personId,
    series: person.series.filter((row) => !sameRow(before.series.find(({ id }) => id === row.id), row)),
    blocks: person.blocks.filter((row) => !sameRow(before.blocks.find(({ id }) => id === row.id), row)),
    log,
  };
}

/** Stores what was agreed and learnt since the last time; whoever changed something meanwhile drops out. */
async function keep(run: Run): Promise<void> {
  const cases = run.cases.filter((one) => !one.lost);
  const changes = cases.map(changesOf).filter(({ series, blocks, log }) => series.length + blocks.length + log.length > 0);
  if (changes.length === 0) return;
  const changed = new Set(changes.map(({ personId }) => personId));
  const concerned = cases.filter(({ person }) => changed.has(person.times.personId));
  const versions = new Map(concerned.map(({ person }) => [person.times.personId, person.times.version]));
  const held = await run.context.db.scoped(run.claimed.tenantId, async (tx) => {
    const mine = await saveChanges(tx, run.claimed, versions, changes, run.now);
    for (const { personId, log } of changes) if (mine.has(personId)) await askClient(tx, run.claimed.tenantId, personId, log, run.now);
    return mine;
  });
  for (const one of concerned) {
    one.lost = !held.has(one.person.times.personId);
    [one.before, one.log] = [one.person, []];
  }
}

/** Where a block that should stand is not in free/busy, its series or itself is read: the client moved or deleted it. */
function looksFor(one: Case, blocks: BlockRow[], now: number): Sent[] {
  const steps = new Map<string, Step>();
  for (const block of blocks) {
    const series = one.person.series.find(({ id }) => id === block.seriesId);
    if (series?.eventId) steps.set(series.id, listStep(series, now));
    else if (!series && block.eventId) steps.set(block.id, lookStep(block));
  }
  return [...steps.values()].map((step) => ({ one, step }));
}

const coming = (person: Person, now: number): BlockRow[] => person.blocks.filter((block) => standing(person, block) && block.eventEnd! > now);

/**
 * Blocks whose events are read before anything is planned: all when the client did something to one of them; what free/busy should have
 * shown; and what is shown as free while its series is about to end, because a week that the client took out must not come back with the next.
 */
function unsure(one: Case, now: number): BlockRow[] {
  const { person, reading, unseen } = one;
  if (person.times.closely) return coming(person, now);
  const hidden = mayEndSeries(person, reading!.zone) ? coming(person, now).filter(({ eventShows }) => eventShows === 'free') : [];
  return [...unseen, ...hidden];
}

function plan(one: Case, now: number): string[] {
  const agreed = agree(one.person, one.reading!, one.busy, now, newId);
  one.person = agreed.person;
  one.log.push(...agreed.log);
  return agreed.moved;
}

/** Looks at what free/busy leaves open, then plans. A block shown as free is looked at before it is moved: its absence would not have told. */
async function planAll(run: Run): Promise<void> {
  const now = run.now.getTime();
  const cases = run.cases.filter(active);
  const looks = cases.flatMap((one) => looksFor(one, unsure(one, now), now));
  await send(run, looks);
  // What was just looked at is known now, and is taken out of free/busy where it is.
  for (const { one } of looks) one.busy = observe(one.person, one.reading!, now).busy;
  const doubtful: Sent[] = [];
  for (const one of cases.filter(active)) {
    const { person, log } = { person: one.person, log: [...one.log] };
    const moved = plan(one, now);
    const hidden = person.blocks.filter((block) => moved.includes(block.id) && block.eventShows === 'free' && block.start !== null && standing(person, block));
    if (hidden.length === 0) continue;
    [one.person, one.log] = [person, log];
    doubtful.push(...looksFor(one, hidden, now));
  }
  if (doubtful.length === 0) return;
  await send(run, doubtful);
  for (const one of new Set(doubtful.map((sent) => sent.one))) if (active(one)) plan(one, now);
}

/** Into Teams, where the client is signed in; the page in a browser, where Teams cannot show it, leads there too. */
const reviewLink = ({ teamsAppId, baseUrl }: AppSettings): string => tabLink(teamsAppId, '/review/now', `${baseUrl}/tab#/review/now`);

/** Brings the calendars to what was agreed, a few steps of each client a round. */
async function writeAll(run: Run): Promise<void> {
  const now = run.now.getTime();
  const review = reviewLink(run.context.settings);
  for (let round = 0; round < mostRounds; round += 1) {
    const sent = run.cases.filter(active).flatMap((one) =>
      stepsOf({ person: one.person, zone: one.reading!.zone, review, made: one.made, now }).slice(0, perMailbox).map((step) => ({ one, step })),
    );
    if (sent.length === 0) return;
    await send(run, sent);
    await keep(run);
  }
  for (const one of run.cases.filter(active)) one.failure = new MicrosoftFailure('refused', 'A calendar does not come to agree.');
}

/** Waits between tries, in seconds, when Microsoft did not say how long. */
const waits = [15, 60, 300, 900, 3600];
const hopelessSeconds = 6 * 3600;

function endingOf(one: Case, now: number, watched: boolean): Ending {
  const { person, reading, failure } = one;
  const { personId, version, attempts, status, readAt, zone } = person.times;
  if (one.calm) return { personId, version, problem: null, permission: null, dueAt: nextLook(person, { zone: zone!, watched, readAt: readAt! }, now), status, zone: null, hours: null };
  const told = reading === null ? { zone: null, hours: null } : { zone: reading.zone, hours: JSON.stringify(reading.hours) };
  if (failure === null) return { personId, version, problem: null, permission: null, dueAt: nextLook(person, { zone: reading!.zone, watched }, now), status, ...told };
  // The try that failed is counted already.
  const own = waits[Math.min(Math.max(attempts, 1), waits.length) - 1]!;
  const seconds = failure.passing ? Math.max(own, failure.retryAfterSeconds ?? 0) : hopelessSeconds;
  const problem = failure.passing ? 'waiting' : failure.kind === 'consent-missing' ? 'consent-missing' : failure.kind === 'not-found' ? 'unreadable' : 'refused';
  return { personId, version, problem, permission: failure.permission, dueAt: now + seconds * 1000, status, ...told };
}

/** Reads, plans and writes for one lease of clients. Each stage is stored before the next begins, and each may be repeated. */
async function work(run: Run): Promise<void> {
  const asked = run.cases.filter(active);
  const groups = Array.from({ length: Math.ceil(asked.length / addressesAtOnce) }, (_, index) => asked.slice(index * addressesAtOnce, (index + 1) * addressesAtOnce));
  await Promise.all(groups.map((group) => readGroup(run, group)));
  await planAll(run);
  await keep(run);
  await writeAll(run);
  await close(run);
}

/** Follows the calendars in which blocks stand, and gives the clients back. */
async function close({ context, claimed, cases, now }: Run): Promise<void> {
  const mine = cases.filter((one) => !one.lost);
  await context.db.scoped(claimed.tenantId, async (tx) => {
    const watched = await watch(tx, claimed.tenantId, mine.map(({ person }) => person), { now, wanted: context.settings.reviewNotifications ?? true });
    await release(tx, claimed, mine.map((one) => endingOf(one, now.getTime(), watched.has(one.person.times.personId))), now);
    await letGo(tx, claimed, cases.map(({ person }) => person.times.personId));
  });
}

/** Places of the last request for free/busy that would stay empty. */
const placesLeft = (people: number): number => (addressesAtOnce - (people % addressesAtOnce)) % addressesAtOnce;

/** Takes some clients that are due and does what is to be done for them; how many, 0 when nobody is due. */
export async function workOnSome(context: AppContext, now: Date): Promise<number> {
  const claimed = await context.db.system((tx) => claimDue(tx, newId(), now, peopleAtOnce));
  if (!claimed) return 0;
  const fromWeek = dateOf(mondayOf(dayOf(now.toISOString().slice(0, 10))) - 7);
  const caseOf = (person: Person, calm: boolean): Case => ({ before: person, person, reading: null, busy: [], unseen: [], log: [], failure: null, made: new Set(), calm, lost: false });
  const read = (personIds: string[]): Promise<Person[]> => context.db.scoped(claimed.tenantId, (tx) => readPeople(tx, { ...claimed, personIds }, fromWeek));
  const cases = (await read(claimed.personIds)).map((person) => caseOf(person, !claimed.asked.has(person.times.personId) && isCalm(person, now.getTime())));
  const early = await context.db.system((tx) => fillUp(tx, claimed, now, placesLeft(cases.filter(active).length)));
  cases.push(...(early.length > 0 ? await read(early) : []).map((person) => caseOf(person, false)));
  await work({ context, claimed, now, cases });
  return cases.length;
}

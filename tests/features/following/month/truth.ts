import { graphId } from '../../../../server/sandbox/tenant/item-ids.ts';
import { activityOf, calendarAt, entryAt, type CalendarEntry } from '../../../../server/sandbox/tenant/views.ts';
import { rows } from '../support.ts';
import { keptSessions, type Kept } from './outlook.ts';
import type { Scene } from './world.ts';

const day = 86_400_000;
const iso = (at: Date | string | null): string => (at === null ? 'never' : new Date(at).toISOString());
const open = ({ state }: Kept): boolean => state === 'proposed' || state === 'booked';
/** Long before and after everything that is booked. */
const around = ({ simulation: { clock } }: Scene): [Date, Date] => [new Date(clock.now().getTime() - 100 * day), new Date(clock.now().getTime() + 200 * day)];

/** What people answered otherwise than is kept. An answer that nobody gave has two names. */
function answersAgainst({ people, organizer_id, responses }: Kept, entry: CalendarEntry): string[] {
  const plain = (answer: string | undefined): string => (answer === undefined || answer === 'notResponded' ? 'none' : answer);
  return people.flatMap(({ id, email }) => {
    const [known, is] = [plain(responses[id]), plain(entry.attendees.find(({ address }) => address === email)?.response)];
    return id === organizer_id || known === is ? [] : [`${email} ${is} it, and we know ${known}`];
  });
}

/** What the organiser's calendar says otherwise than the session. */
function againstOrganiser(session: Kept, entry: CalendarEntry | null): string[] {
  const { state, organizer, sync_problem } = session;
  const there = entry !== null && !entry.isCancelled;
  if (!open(session)) return there ? [`is ${state}, and stands in ${organizer}'s calendar`] : [];
  if (session.event_id === null) return sync_problem === 'slot-taken' ? [] : [`was never written: ${sync_problem}`];
  if (!there) return [`is ${state}, and is not in ${organizer}'s calendar`];
  // A new time that was taken meanwhile waits for a person: the calendar keeps the old one, and the screen says so.
  const start = iso(sync_problem === null ? session.starts_at : session.event_starts_at);
  const moved = start === entry.start ? [] : [`is at ${start}, and in ${organizer}'s calendar at ${entry.start}`];
  return [...moved, ...answersAgainst(session, entry)];
}

/** What the copies of others say otherwise than the organiser's event; a copy that its owner dragged or deleted is their own affair. */
function amongCopies(api: Scene, entry: CalendarEntry, touched: Set<string>): string[] {
  return entry.attendees.flatMap(({ address }) => {
    if (!api.simulation.tenant.addresses.has(address) || touched.has(`${address} ${entry.iCalUId}`)) return [];
    const copies = calendarAt(api.simulation.tenant, address, ...around(api)).filter((one) => one.iCalUId === entry.iCalUId && !one.isCancelled);
    return copies.length === 1 && copies[0]!.start === entry.start ? [] : [`${address} has ${copies.map(({ start }) => start).join() || 'none'} of ${entry.start}`];
  });
}

/** Everything that does not agree, when the weather is good again and time has passed. */
export async function disagreements(api: Scene, touched: Set<string>): Promise<string[]> {
  const { tenant, clock } = api.simulation;
  const wrong: string[] = [];
  const sessions = await keptSessions(api, 'all');
  for (const session of sessions) {
    const say = (what: string): unknown => wrong.push(`${session.id} (${iso(session.starts_at)}) ${what}`);
    if (session.sync_due_at !== null || session.look_due_at !== null || session.sync_problem === 'waiting') say(`waits: sync ${iso(session.sync_due_at)} ${session.sync_problem}, look ${iso(session.look_due_at)}`);
    // What began stays as it was: whether people met is not the calendar's to say.
    if (+new Date(session.starts_at) <= clock.now().getTime()) continue;
    const entry = session.event_id === null ? null : entryAt(tenant, session.organizer, session.event_id);
    againstOrganiser(session, entry).forEach(say);
    if (entry && open(session)) amongCopies(api, entry, touched).forEach(say);
  }
  return [...wrong, ...doubled(api, sessions), ...(await saidTwice(api))];
}

/** Events of ours of which there are two, or which no session knows. */
function doubled(api: Scene, sessions: Kept[]): string[] {
  const { state } = api.simulation.tenant;
  const organised = [...state.all('event')].filter((one) => one.isOrganizer && one.transaction !== null);
  const wrong = sessions.flatMap(({ id }) => (organised.filter(({ transaction }) => transaction!.id === id).length > 1 ? [`${id} stands in calendars twice`] : []));
  const uids = sessions.filter(open).map((one) => one.event_id === null ? one.id : `${one.organizer} ${one.event_id}`);
  if (new Set(uids).size !== uids.length) wrong.push('two sessions share one event');
  for (const { address } of state.all('person')) {
    const entries = calendarAt(api.simulation.tenant, address, ...around(api)).filter(({ isCancelled }) => !isCancelled).map(({ iCalUId }) => iCalUId);
    if (new Set(entries).size !== entries.length) wrong.push(`${address} has one meeting twice`);
  }
  const ours = new Set(sessions.filter(open).map((one) => one.event_id));
  const soon = api.simulation.clock.now().getTime() + day;
  for (const one of organised) {
    const known = sessions.find(({ id }) => id === one.transaction!.id);
    const entry = entryAt(api.simulation.tenant, one.organizer.address, graphId(one.id, null, 'immutable'));
    if (known && entry && !entry.isCancelled && !ours.has(entry.id) && Date.parse(entry.start) > soon) wrong.push(`${known.id} left an event behind at ${entry.start}`);
  }
  return wrong;
}

/** What happened to a session and was said twice, word for word, or messages that were heard more often than sent. A key is unique by itself. */
async function saidTwice(api: Scene): Promise<string[]> {
  const notices = await rows<{ person_id: string; key: string; subject: string; lines: string[]; session_id: string }>(api, "select * from notices where state = 'said' and kind like 'session-%'");
  const texts = notices.map(({ person_id, session_id, subject, lines }) => JSON.stringify([person_id, session_id, subject, lines]));
  const twice = texts.filter((one, index) => texts.indexOf(one) !== index);
  const said = await rows<{ email: string; count: number }>(
    api, "select p.email, count(*)::int as count from notice_messages m join people p on p.tenant_id = m.tenant_id and p.id = m.person_id where m.state in ('sent', 'lost') group by 1",
  );
  const heard = [...api.simulation.tenant.state.all('person')].flatMap(({ address }) => {
    const [most, got] = [said.find(({ email }) => email === address)?.count ?? 0, activityOf(api.simulation.tenant, address).length];
    return got > most ? [`${address} heard ${got} times what was said ${most} times`] : [];
  });
  return [...twice.map((one) => `said twice: ${one}`), ...heard];
}

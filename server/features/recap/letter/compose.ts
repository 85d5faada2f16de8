import type { Party } from '../../../access/actor.ts';
import { allowed } from '../../../access/policies.ts';
import { authorise, type EngagementScope } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { openAgendaFor } from '../../agenda/service.ts';
import { shownToSponsor } from '../../disclosure/service.ts';
import { agreedIn, goalTitles, openOf } from '../../commitments/service.ts';
import { nextAfter, type Reader, type RecapRow } from '../store.ts';
import { dayWords, lineOf, timeWords } from './words.ts';

/** Lines of one part that are written out; of more there is the number, and the screen has them all. */
const mostLines = 100;

export interface Part {
  title: string;
  lines: string[];
  /** How many more there are. */
  more: number;
}

/** What is told of a session, before it is HTML or plain text. */
export interface Letter {
  subject: string;
  parts: Part[];
}

const part = (title: string, lines: string[]): Part[] => (lines.length === 0 ? [] : [{ title, lines: lines.slice(0, mostLines), more: Math.max(0, lines.length - mostLines) }]);

const sessionWords = { coaching: 'Coaching session', 'three-way': 'Three-way session', chemistry: 'Chemistry meeting' };

const subjectOf = (row: RecapRow, zone: string): string => `${row.neutral_subject ? 'Meeting' : sessionWords[row.kind]} on ${dayWords(row.starts_at, zone)}: recap`;

/** What was agreed, and what is still open from before: between client and coach. */
async function fieldwork(tx: Queryable, scope: EngagementScope, row: RecapRow): Promise<Part[]> {
  const agreed = (await agreedIn(tx, scope, row.session_id)).filter(({ state }) => state !== 'dropped');
  const before = (await openOf(tx, scope)).filter(({ session_id: of, created_at: at }) => of !== row.session_id && at < row.ends_at);
  return [...part('Agreed', agreed.map(lineOf)), ...part('Open from before', before.map(lineOf))];
}

/** What stands on the agenda of next time, as far as this reader may see it by now; while the session is on, its own agenda is still open. */
async function agenda(tx: Queryable, scope: EngagementScope, row: RecapRow, now: Date): Promise<Part[]> {
  if (now < row.ends_at) return [];
  const { readable, items } = await openAgendaFor(tx, scope, now);
  return readable ? part('For next time', items.filter(({ state }) => state === 'open').map(({ text }) => text)) : [];
}

/** Goals and the next date, as far as the three agreed that the sponsor sees them. */
async function forOthers(tx: Queryable, scope: EngagementScope, row: RecapRow, zone: string, now: Date): Promise<Part[]> {
  const shows = await shownToSponsor(tx, scope, now);
  return [
    ...(shows.goals ? part('What the coaching is for', await goalTitles(tx, scope)) : []),
    ...(shows.nextDate ? await nextTime(tx, row, zone) : []),
  ];
}

async function nextTime(tx: Queryable, row: RecapRow, zone: string): Promise<Part[]> {
  const next = await nextAfter(tx, row);
  return part('Next session', [next ? timeWords(next, zone) : 'Nothing is booked yet.']);
}

const zoneOf = (reader: Reader, row: RecapRow): string => reader.zone ?? row.people.find(({ role }) => role === 'client')?.zone ?? 'UTC';

const partyOf = (row: RecapRow, reader: Reader): Party => ({ tenantId: row.tenant_id, personId: reader.id, programmeLead: false, onlyEngagement: null });

/** What one reader is told: each part is asked of the same policies that guard the screens, as that very person. */
export async function letterFor(tx: Queryable, row: RecapRow, reader: Reader, now: Date): Promise<Letter> {
  const scope = await authorise(tx, partyOf(row, reader), row.engagement_id, 'see');
  const zone = zoneOf(reader, row);
  const prepared = await agenda(tx, scope, row, now);
  const between = allowed(scope, 'see-fieldwork');
  const parts = between ? [...(await fieldwork(tx, scope, row)), ...prepared, ...(await nextTime(tx, row, zone))] : [...prepared, ...(await forOthers(tx, scope, row, zone, now))];
  return { subject: subjectOf(row, zone), parts };
}

/** What goes into the meeting's chat: fieldwork only where nobody but client and coach reads it. What they prepare is never in it. */
export async function chatLetter(tx: Queryable, row: RecapRow, client: Reader, betweenTwo: boolean, now: Date): Promise<Letter> {
  const scope = await authorise(tx, partyOf(row, client), row.engagement_id, 'see');
  const zone = zoneOf(client, row);
  if (!betweenTwo) return { subject: subjectOf(row, zone), parts: await forOthers(tx, scope, row, zone, now) };
  const agreed = (await fieldwork(tx, scope, row)).filter(({ title }) => title !== 'Open from before');
  return { subject: subjectOf(row, zone), parts: [...agreed, ...(await nextTime(tx, row, zone))] };
}

import { defaultPreferences, isQuiet } from '../../../../server/features/nudges/rules.ts';
import type { Exchange, FaultState } from '../../../../server/sandbox/faults.ts';
import type { MessageDocument } from '../../../../server/sandbox/tenant/model.ts';
import { activityOf, inboxOf } from '../../../../server/sandbox/tenant/views.ts';
import type { Api } from '../../../support/api.ts';
import { rowsOf, zoneOf, type Leave, type Planned } from './world.ts';

// What came to people in the year, told from their own mailboxes and feeds, and what was asked of Microsoft.

/** One message of Fieldwork's, as it came. */
export interface Delivery {
  who: string;
  at: number;
  subject: string;
}

/** Everything that Fieldwork said to somebody, by mail or in Teams; what a calendar sends is not among it, nor what people wrote themselves. */
export function deliveriesTo(api: Api, who: string): Delivery[] {
  const { tenant } = api.simulation;
  const mails = inboxOf(tenant, who).filter(({ kind, calendar }) => kind === 'mail' && calendar === null).map(({ subject, receivedAt }) => ({ who, at: Date.parse(receivedAt), subject }));
  return [...mails, ...activityOf(tenant, who).map(({ title, at }) => ({ who, at: Date.parse(at), subject: title }))];
}

/** What came in somebody's quiet hours, as everybody has them who chose nothing. */
export const byNight = (deliveries: readonly Delivery[]): Delivery[] => deliveries.filter(({ who, at }) => isQuiet(defaultPreferences, zoneOf.get(who)!, at));

/** What came while its reader was on leave. */
export const onLeave = (deliveries: readonly Delivery[], leaves: readonly Leave[]): Delivery[] =>
  deliveries.filter(({ who, at }) => leaves.some((one) => one.who === who && at >= one.from && at < one.to));

/** People who got more messages than Fieldwork knows of, or not all of those that it takes to have arrived. */
export async function miscounted(api: Api, deliveries: readonly Delivery[]): Promise<string[]> {
  const rows = await rowsOf<{ who: string; sent: number; lost: number }>(api,
    "select p.email as who, count(*) filter (where m.state = 'sent')::int as sent, count(*) filter (where m.state = 'lost')::int as lost from notice_messages m join people p on p.id = m.person_id group by p.email");
  const got = (who: string): number => deliveries.filter((one) => one.who === who).length;
  const strangers = [...new Set(deliveries.map(({ who }) => who))].filter((who) => !rows.some((row) => row.who === who));
  return [...strangers, ...rows.filter(({ who, sent, lost }) => got(who) < sent || got(who) > sent + lost).map(({ who, sent, lost }) => `${who}: ${got(who)} of ${sent}, ${lost} lost`)];
}

/** Requests about each online meeting: how many were answered, and whether something went wrong with one. */
export class Requests {
  readonly #of = new Map<string, { answered: number; failed: boolean }>();
  readonly #api: Api;
  /** Requests whose answer was lost on its way: the tenant answered them, and nobody heard. */
  #dropped: Exchange[] = [];

  constructor(api: Api) {
    this.#api = api;
    const { faults } = api.simulation;
    const strike = faults.strike.bind(faults);
    faults.strike = (exchange): FaultState | null => {
      const hit = strike(exchange);
      if (hit?.fault === 'drop-response') this.#dropped.push(exchange);
      return hit;
    };
  }

  of(meetingId: string): { answered: number; failed: boolean } | undefined {
    return this.#of.get(meetingId);
  }

  /** Takes in what was exchanged since the last time. */
  async count(): Promise<void> {
    const { traffic } = this.#api.simulation;
    let text = '';
    for await (const chunk of traffic.stream()) text += String(chunk);
    traffic.clear();
    const meetings = await rowsOf<{ id: string }>(this.#api, 'select meeting_id as id from attendance where meeting_id is not null');
    for (const { id } of meetings) this.#of.set(id, this.#of.get(id) ?? { answered: 0, failed: false });
    for (const line of text.split('\n').filter((one) => one.includes('onlineMeetings'))) this.#take(line);
    this.#dropped = [];
  }

  #take(line: string): void {
    const { request, response } = JSON.parse(line) as { request: { method: string; url: string }; response: { status: number } };
    const path = decodeURIComponent(new URL(request.url).pathname.replace(/^\/v1\.0/, ''));
    // Within a batch nobody can say which of its items it was.
    const batch = path === '/$batch';
    const lost = this.#dropped.findIndex((one) => (batch ? one.path.includes('onlineMeetings') || one.path === path : one.method === request.method && one.path === path));
    if (lost >= 0 && !batch) this.#dropped.splice(lost, 1);
    const ok = response.status < 300 && lost < 0;
    for (const id of meetingsIn(line)) {
      const one = this.#of.get(id);
      if (one && ok) one.answered += 1;
      else if (one) one.failed = true;
    }
  }
}

/** The meetings that a request is about, by its address, a request inside a batch, or the answer to a look-up. */
const meetingsIn = (line: string): Set<string> =>
  new Set([...line.matchAll(/onlineMeetings\/([^/?"\\]+)/g), ...line.matchAll(/\\?"id\\?":\\?"([^"\\]+)/g)].map(([, id]) => decodeURIComponent(id!)));

const plain = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll(/\s+/g, ' ');

/** A line of the ledger. */
export interface Line {
  id: string;
  source: string;
  subject: string;
  words: string;
  outcome: string | null;
}
export interface Received {
  subject: string;
  matches: (line: Line) => boolean;
}

/** The instant of a line of an iCalendar text, which the simulated Exchange writes in UTC. */
function instantOf(text: string, name: 'DTSTART' | 'DTEND'): Date {
  const [, year, month, day, hour, minute] = new RegExp(`^${name}:(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)\\d\\dZ`, 'm').exec(text)!;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
}

/** The first line of what the ledger says of an invitation: the very time that the invitation is for, in the zone that the line names. */
function timeLine({ kind, calendar }: MessageDocument, zone: string): string {
  const [from, to] = [instantOf(calendar!.text, 'DTSTART'), instantOf(calendar!.text, 'DTEND')];
  const text = (at: Date, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(at);
  const time = (at: Date): string => text(at, { hour: '2-digit', minute: '2-digit' });
  const before = { invitation: '', update: 'New time: ', cancellation: 'Cancelled: ', mail: '', response: '' }[kind];
  return `${before}${text(from, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, ${time(from)} to ${time(to)} (${zone})`;
}

/** An invitation: its subject (Outlook puts a word before those of changes), its time, who is there by its calendar part, and its text. */
function ofCalendar(message: MessageDocument): Received {
  const { subject, bodyHtml, calendar } = message;
  const lines = plain(bodyHtml);
  const attendees = calendar!.text.replaceAll(/\r?\n[ \t]/g, '');
  return {
    subject,
    matches: (line) => {
      const [time, people = '', ...rest] = line.words.split('\n');
      const named = calendar!.method === 'CANCEL' || people.split(', ').every((name) => attendees.includes(name));
      return line.source === 'invitation' && subject.endsWith(line.subject) && time === timeLine(message, /\(([^)]+)\)$/.exec(time!)?.[1] ?? 'UTC') && named && rest.every((words) => lines.includes(words));
    },
  };
}

const ofMail = ({ subject, bodyHtml }: MessageDocument): Received => {
  const text = plain(bodyHtml);
  return { subject, matches: (line) => line.source !== 'invitation' && subject === line.subject && line.words.split('\n').every((words) => text.includes(words)) };
};

/** Everything that came to a sponsor, in whatever way. */
export function receivedBy(api: Api, sponsor: string): Received[] {
  const { tenant } = api.simulation;
  const mails = inboxOf(tenant, sponsor).filter(({ kind }) => kind !== 'response').map((one) => (one.calendar === null ? ofMail(one) : ofCalendar(one)));
  // Teams' feed cuts what is long.
  const feed = activityOf(tenant, sponsor).map(({ title, preview }): Received => ({ subject: title, matches: (line) => line.source !== 'invitation' && line.subject === title && line.words.replaceAll('\n', ' ').startsWith(preview.replace(/…$/, '')) }));
  return [...mails, ...feed];
}

/** What a sponsor received and the ledger does not have, and what stands there as sent and never came. */
export function compare(received: Received[], ledger: Line[]): { unwritten: string[]; invented: string[] } {
  const left = [...ledger];
  const unwritten = received.filter((one) => {
    const index = left.findIndex((line) => one.matches(line));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { unwritten: unwritten.map(({ subject }) => subject), invented: left.filter(({ outcome }) => outcome === 'sent').map(({ subject }) => subject) };
}

/** How many sessions of an engagement the client truly missed up to `at`, since the last at which both truly were. */
export function trulyMissed(planned: readonly Planned[], engagementId: string, at: number): number {
  const before = planned.filter((one) => one.engagementId === engagementId && one.at < at).toSorted((a, b) => b.at - a.at);
  const met = before.findIndex(({ client, coach }) => client && coach);
  return (met < 0 ? before : before.slice(0, met)).filter(({ client }) => !client).length;
}

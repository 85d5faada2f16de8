import { occurrencesIn, type Occurrence } from '../events/occurrences.ts';
import type { BehaviourDocument, CallDocument } from './model.ts';
import type { MeetingDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { policyOf } from './policy.ts';
import { behavioursIn, drawn, idOf, presentIn } from './presence.ts';

const MINUTE = 60_000;
/** A call ends when everybody has been gone this long; whoever comes later starts another. */
const EMPTY_MS = 5 * MINUTE;
/** How far back what took place is worked out; a report is read long before. */
const BACK_MS = 60 * 24 * 60 * MINUTE;
/** Nobody stays longer after the end. */
export const LONGEST_STAY_MINUTES = 240;

interface Visit {
  from: number;
  to: number;
  behaviour: BehaviourDocument;
}

/** The organiser's event of an online meeting; a meeting that was handed on belongs to another's. */
function eventsOf(tenant: Tenant, meeting: MeetingDocument): Iterable<Occurrence['event']> {
  const own = [...tenant.state.of('event', meeting.organizerObjectId)].filter(({ meetingId, isOrganizer }) => meetingId === meeting.id && isOrganizer);
  return own.length > 0 ? own : [...tenant.state.all('event')].filter(({ meetingId, isOrganizer }) => meetingId === meeting.id && isOrganizer);
}

function visitsIn(behaviours: BehaviourDocument[], { start }: Occurrence): Visit[] {
  const all = behaviours.flatMap((behaviour) => behaviour.visits.map(({ from, to }) => ({ from: start + from * MINUTE, to: start + to * MINUTE, behaviour })));
  return all.toSorted((a, b) => a.from - b.from);
}

/** Visits that touch, or nearly, are one call. */
function callsOf(visits: Visit[]): Visit[][] {
  const calls: Visit[][] = [];
  let end = -Infinity;
  for (const visit of visits) {
    if (visit.from > end + EMPTY_MS) calls.push([]);
    calls.at(-1)!.push(visit);
    end = Math.max(end, visit.to);
  }
  return calls;
}

function callFrom(tenant: Tenant, meeting: MeetingDocument, visits: Visit[]): CallDocument {
  const { attendanceReports, reportDelayMinutes } = policyOf(tenant);
  const [start, end] = [Math.min(...visits.map(({ from }) => from)), Math.max(...visits.map(({ to }) => to))];
  const id = idOf(`call ${meeting.id} ${start}`);
  const behaviours = [...new Set(visits.map(({ behaviour }) => behaviour))];
  const present = behaviours.flatMap((behaviour) => presentIn(tenant, meeting, behaviour, visits.filter((visit) => visit.behaviour === behaviour)) ?? []);
  const delay = reportDelayMinutes ?? 2 + drawn(`${id} report`, 20);
  return {
    id,
    mailbox: meeting.id,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    reportAt: new Date(end + delay * MINUTE).toISOString(),
    present: attendanceReports === 'emptied' ? [] : present,
  };
}

/** Whether everybody who comes to an occurrence has left it by `now`. */
const isOver = (visits: Visit[], occurrence: Occurrence, now: number): boolean => Math.max(occurrence.end, ...visits.map(({ to }) => to)) <= now;

/** Writes down the calls of an online meeting that are over. What is written stays, whatever becomes of the event. */
export function settleCalls(tenant: Tenant, meeting: MeetingDocument): void {
  const now = tenant.clock.now().getTime();
  const over = [...eventsOf(tenant, meeting)].flatMap((event) => occurrencesIn(event, now - BACK_MS, now)).flatMap((occurrence) => {
    const visits = visitsIn(behavioursIn(tenant, meeting, occurrence), occurrence);
    return isOver(visits, occurrence, now) ? callsOf(visits) : [];
  });
  if (policyOf(tenant).attendanceReports === 'off') return;
  const fresh = over.map((visits) => callFrom(tenant, meeting, visits)).filter(({ id }) => tenant.state.get('call', id) === undefined);
  if (fresh.length > 0) tenant.state.transact(() => fresh.forEach((call) => tenant.state.put('call', call.id, call)));
}

/** Calls of an online meeting whose report can be read, latest first. */
export function reportedCalls(tenant: Tenant, meeting: MeetingDocument): CallDocument[] {
  settleCalls(tenant, meeting);
  const now = tenant.clock.now().toISOString();
  return [...tenant.state.of('call', meeting.id)].filter(({ reportAt }) => reportAt <= now).toSorted((a, b) => (a.start < b.start ? 1 : -1));
}

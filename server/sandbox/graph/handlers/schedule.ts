import { findPerson } from '../../tenant/directory.ts';
import { availabilityView, freeBusy, type BusyEntry } from '../../tenant/events/free-busy.ts';
import type { PersonDocument } from '../../tenant/model.ts';
import { instantOf, wallAt } from '../../tenant/time/wall.ts';
import { wallTimeFrom, type DateTimeTimeZone } from '../body/times.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest } from '../errors.ts';
import { timeIn } from '../present/event.ts';
import { presentWorkingHours } from '../present/person.ts';

interface ScheduleBody {
  schedules: string[];
  startTime: DateTimeTimeZone;
  endTime: DateTimeTimeZone;
  availabilityViewInterval?: number | null;
}

type Json = Record<string, unknown>;
const WINDOW_DAYS = 62;
const DAY = 86_400_000;
const MOST_ENTRIES = 1000;

/** POST getSchedule. Limits of number and interval are in the description; the window's is here. */
export function getSchedule(call: OwnedCall): Answer {
  const { schedules, startTime, endTime, availabilityViewInterval } = call.body as ScheduleBody;
  const [from, to] = [startTime, endTime].map((time) => instantOf(wallTimeFrom(time))) as [number, number];
  if (to <= from) throw badRequest('The end of the requested time window must be after its start.', 'ErrorInvalidTimeInterval');
  if (to - from >= WINDOW_DAYS * DAY)
    throw badRequest(`The requested time duration must be less than ${WINDOW_DAYS} days.`, 'ErrorTimeIntervalTooBig');
  if (availabilityViewInterval === null) throw badRequest('availabilityViewInterval must be a number of minutes.', 'ErrorInvalidParameter');
  const value = schedules.map((scheduleId) => scheduleOf(call, scheduleId, { from, to, minutes: availabilityViewInterval ?? 30 }));
  return ok({ '@odata.context': contextOf('Collection(microsoft.graph.scheduleInformation)'), value });
}

interface Window {
  from: number;
  to: number;
  /** Minutes of one digit of the view. */
  minutes: number;
}

function scheduleOf(call: OwnedCall, scheduleId: string, { from, to, minutes }: Window): Json {
  const person = findPerson(call.tenant, scheduleId);
  // Nothing is known of people outside the tenant, and that is an answer, not a failure of the request.
  if (person === null) return failed(scheduleId, '5009', `Unable to resolve e-mail address ${scheduleId} to an Active Directory object.`);
  const entries = freeBusy(call.tenant, person, from, to);
  if (entries.length > MOST_ENTRIES)
    return failed(scheduleId, '5006', 'The result set contains too many calendar entries. The allowed size = 1000.');
  return {
    scheduleId,
    availabilityView: availabilityView(entries, from, to, minutes),
    scheduleItems: entries.map((entry) => itemFrom(call, person, entry)),
    workingHours: presentWorkingHours(person.settings, from),
  };
}

const failed = (scheduleId: string, responseCode: string, message: string): Json => ({ scheduleId, error: { responseCode, message } });

/** Colleagues see when, not what: an organisation's calendars share availability only unless their owners share more. */
function itemFrom(
  { owner, prefer }: OwnedCall,
  person: PersonDocument,
  { start, end, status, isPrivate, subject, location }: BusyEntry,
): Json {
  const own = owner.objectId === person.objectId;
  const [from, to] = [start, end].map((ms) => timeIn(prefer.zone, wallAt(ms, 'Etc/UTC', 'UTC'), false));
  return { status, start: from, end: to, ...(own && { isPrivate, subject, location }) };
}

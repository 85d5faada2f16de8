import type { AppContext } from '../../../context.ts';
import type { Role } from '../../../access/roles.ts';
import type { BusyInterval, DayHours, Schedule } from '../../../platform/microsoft/microsoft.ts';
import { coachCalendar } from '../../availability/service.ts';
import { movableBlocks, type MovableBlock } from '../../blocks/service.ts';
import type { EngagementRow } from '../../engagements/service.ts';
import type { Source } from '../contract.ts';
import { heldTimes } from '../agreed/store.ts';
import type { DayWindow } from '../slots/types.ts';
import { bookedTimes, type SessionRow } from '../store.ts';

/** Asks Microsoft for free/busy, in a person's name or in the app's own. */
export type ReadSchedules = (emails: string[], from: string, to: string) => Promise<Schedule[]>;

/** Everything known of one person's time in a window, and how it is known. */
export interface Knowledge {
  personId: string;
  role: Role;
  displayName: string;
  zone: string;
  zoneAssumed: boolean;
  known: boolean;
  source: Source;
  /** ISO instant; null for unknown. */
  readAt: string | null;
  note: string;
  hours: DayHours[];
  hoursAssumed: boolean;
  hoursByDate: Record<string, DayWindow[]>;
  busy: BusyInterval[];
  /** Review blocks that give way to a session: taken out of `busy`. Epoch milliseconds. */
  movable: readonly { start: number; end: number }[];
}

export interface Window {
  from: Date;
  to: Date;
}

type Person = EngagementRow['people'][number];

/** Taken when nobody published working hours: Monday to Friday, 9 to 17. Said on the screen wherever it is used. */
const assumedHours: DayHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 9 * 60, endMinute: 17 * 60 }));

const base = (person: Person) => ({ personId: person.id, role: person.role, displayName: person.display_name, hoursByDate: {}, movable: [] });

const unknown = (person: Person, zone: string, note: string): Knowledge => ({
  ...base(person), zone: person.zone ?? zone, zoneAssumed: person.zone === null, known: false, source: 'unknown', readAt: null, note,
  hours: assumedHours, hoursAssumed: true, busy: [],
});

function fromSchedule(person: Person, schedule: Schedule, zone: string, now: Date): Knowledge {
  if (!schedule.readable) return unknown(person, zone, 'The calendar cannot be read in Microsoft 365.');
  const ownZone = schedule.zone ?? person.zone;
  return {
    ...base(person),
    zone: ownZone ?? zone,
    zoneAssumed: ownZone === null,
    known: true,
    source: 'microsoft-365',
    readAt: now.toISOString(),
    note: 'Microsoft 365 calendar, read just now.',
    hours: schedule.hours ?? assumedHours,
    hoursAssumed: schedule.hours === null,
    busy: schedule.busy,
  };
}

/** Somebody outside the tenant: what they published on their page, or nothing. */
async function fromPage(context: AppContext, tenantId: string, person: Person, zone: string, window: Window): Promise<Knowledge> {
  const page = await coachCalendar(context, {
    tenantId, personId: person.id, from: window.from.toISOString(), to: window.to.toISOString(), now: context.clock.now(),
  });
  if (!page.known) return unknown({ ...person, zone: page.zone ?? person.zone }, zone, page.note);
  const ownZone = page.zone ?? person.zone;
  return {
    ...base(person),
    zone: ownZone ?? zone,
    zoneAssumed: ownZone === null,
    known: true,
    source: page.source,
    readAt: page.readAt,
    note: page.note,
    hours: page.hours ?? assumedHours,
    hoursAssumed: page.hours === null,
    hoursByDate: page.hoursByDate,
    busy: page.busy,
  };
}

/** A session that is being moved does not stand in its own way: its event is taken out of everybody's calendar once. */
function withoutEvent(busy: BusyInterval[], moving: SessionRow | null): BusyInterval[] {
  if (!moving?.event_starts_at || !moving.event_ends_at) return busy;
  const [start, end] = [new Date(moving.event_starts_at).getTime(), new Date(moving.event_ends_at).getTime()];
  const own = busy.findIndex((interval) => interval.start === start && interval.end === end);
  if (own >= 0) return busy.filter((_interval, index) => index !== own);
  // A feed may have merged it with its neighbours: then only its own minutes are freed.
  return busy.flatMap((interval) =>
    interval.start <= start && interval.end >= end
      ? [{ ...interval, end: start }, { ...interval, start: end }].filter((part) => part.end > part.start)
      : [interval],
  );
}

/** Our own holds for this engagement do not make their time look tentative; what else stands there stays. */
export const withoutHolds = (busy: BusyInterval[], holds: readonly { start: number; end: number }[]): BusyInterval[] =>
  holds.reduce<BusyInterval[]>((left, { start, end }) => left.flatMap((one) => {
    if (one.status !== 'tentative' || one.end <= start || one.start >= end) return [one];
    return [{ ...one, end: start }, { ...one, start: end }].filter((part) => part.end > part.start);
  }), busy);

/**
 * A review block that gives way does not stand in a session's way: its own entry is taken out, once, so that another meeting at the very
 * same time stays. One that is shown as free, or was merged with others, takes or gives nothing.
 */
export const withoutMovable = (busy: BusyInterval[], blocks: readonly Omit<MovableBlock, 'personId'>[]): BusyInterval[] =>
  blocks.reduce<BusyInterval[]>((left, { inCalendar, start, end }) => {
    const isAt = (at: { start: number; end: number } | null) => left.findIndex((one) => one.status === 'busy' && one.start === at?.start && one.end === at.end);
    const known = isAt(inCalendar);
    const own = known >= 0 ? known : isAt({ start, end });
    return own < 0 ? left : left.toSpliced(own, 1);
  }, busy);

/** Zone of the client: what times are spread over and preferred in. */
export const clientZone = (people: Person[]): string => people.find((person) => person.role === 'client')?.zone ?? 'UTC';

/**
 * What is known of each person's time, in the engagement's order: one request to Microsoft for the tenant's people, the
 * published page for a coach outside. Sessions that were agreed but may not stand in a calendar yet count as busy.
 * Rejects with MicrosoftFailure when Microsoft does not answer: no data is not an answer.
 */
export async function gather(
  context: AppContext,
  readSchedules: ReadSchedules,
  request: { tenantId: string; engagementId: string; people: Person[]; window: Window; moving: SessionRow | null },
): Promise<Knowledge[]> {
  const { tenantId, engagementId, people, window, moving } = request;
  const zone = clientZone(people);
  const colleagues = people.filter((person) => person.object_id !== null);
  const now = context.clock.now();
  const [schedules, [booked, held, movable], ...pages] = await Promise.all([
    readSchedules(colleagues.map((person) => person.email), window.from.toISOString(), window.to.toISOString()),
    context.db.reading(tenantId, (tx) => Promise.all([
      bookedTimes(tx, tenantId, people.map((person) => person.id), window),
      heldTimes(tx, { tenantId, engagementId }),
      movableBlocks(tx, tenantId, people.filter(({ role }) => role === 'client').map(({ id }) => id), window, now),
    ])),
    ...people.filter((person) => person.object_id === null).map((person) => fromPage(context, tenantId, person, zone, window)),
  ]);
  return people.map((person) => {
    const schedule = schedules[colleagues.indexOf(person)];
    const known = schedule ? fromSchedule(person, schedule, zone, now) : pages.find((page) => page.personId === person.id)!;
    const own = booked.filter((session) => session.person_id === person.id && session.session_id !== moving?.id);
    const agreed = own.map(({ starts_at, ends_at }) => ({ start: +new Date(starts_at), end: +new Date(ends_at), status: 'busy' as const }));
    const holds = held.filter((hold) => hold.person_id === person.id).map(({ starts_at, ends_at }) => ({ start: +new Date(starts_at), end: +new Date(ends_at) }));
    const blocks = movable.filter((block) => block.personId === person.id);
    return { ...known, movable: blocks, busy: [...withoutHolds(withoutEvent(withoutMovable(known.busy, blocks), moving), holds), ...agreed] };
  });
}

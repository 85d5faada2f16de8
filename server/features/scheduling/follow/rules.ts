import type { AttendeeResponse, CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import type { SessionState } from '../contract.ts';
import { bandOf, type Band, type Bands } from '../bands/rules.ts';
import { invited } from '../sync/draft.ts';
import type { SessionRow } from '../store.ts';

/** Something that somebody did in Outlook. */
export type Happening =
  | { what: 'moved'; from: string; to: string; band: Band }
  | { what: 'cancelled'; band: Band }
  | { what: 'confirmed' }
  | { what: 'accepted' | 'tentative' | 'declined'; personId: string; optional: boolean }
  | { what: 'proposed-time'; personId: string; start: string; end: string }
  | { what: 'uninvited' | 'invited-again'; personId: string }
  | { what: 'strangers'; count: number };

/** What the calendar says of a session, held against what we knew; null for what is as it was. */
export interface News {
  moved: { start: Date; end: Date } | null;
  state: SessionState | null;
  responses: Record<string, AttendeeResponse>;
  proposals: Record<string, { start: string; end: string }>;
  uninvited: string[];
  strangers: number;
  happenings: Happening[];
}

const differs = (known: Date | null, now: string): boolean => known === null || new Date(known).getTime() !== Date.parse(now);

type Known = Pick<News, 'responses' | 'proposals' | 'uninvited' | 'strangers'>;

/** What the list of attendees says of the people of the engagement. */
function attending(row: SessionRow, event: CalendarEvent): Known {
  const byEmail = new Map(row.people.map((person) => [person.email, person.id]));
  const ours = event.attendees.flatMap((one) => {
    const id = byEmail.get(one.email);
    return id === undefined ? [] : [{ id, ...one }];
  });
  const there = new Set(ours.map(({ id }) => id));
  return {
    responses: Object.fromEntries(ours.map(({ id, response }) => [id, response])),
    proposals: Object.fromEntries(ours.flatMap(({ id, proposed }) => (proposed ? [[id, proposed]] : []))),
    uninvited: invited(row).flatMap(({ id, email }) => (id === row.organizer_id || email === event.organizer || there.has(id) ? [] : [id])),
    strangers: event.attendees.filter(({ email }) => !byEmail.has(email)).length,
  };
}

const answers: Partial<Record<AttendeeResponse, 'accepted' | 'tentative' | 'declined'>> = {
  accepted: 'accepted', tentativelyAccepted: 'tentative', declined: 'declined',
};

/** Who answered, proposed, came or went since we last looked. */
function peopleNews(row: SessionRow, event: CalendarEvent, now: Known): Happening[] {
  const people = invited(row).filter(({ id }) => id !== row.organizer_id);
  return people.flatMap(({ id: personId, email }): Happening[] => {
    const news: Happening[] = [];
    const answer = answers[now.responses[personId] ?? 'none'];
    const optional = row.optional_people.includes(personId) || event.attendees.some((one) => one.email === email && one.optional);
    if (answer && now.responses[personId] !== row.responses[personId]) news.push({ what: answer, personId, optional });
    const proposed = now.proposals[personId];
    if (proposed && proposed.start !== row.proposals[personId]?.start) news.push({ what: 'proposed-time', personId, ...proposed });
    const gone = now.uninvited.includes(personId);
    if (gone !== row.uninvited.includes(personId)) news.push({ what: gone ? 'uninvited' : 'invited-again', personId });
    return news;
  });
}

/** A proposed time is booked once everybody whose calendar could not decide has accepted. */
function confirmed(row: SessionRow, responses: Record<string, AttendeeResponse>): boolean {
  const asked = new Set(row.relaxed.flatMap((one) => (one.type === 'unconfirmed' ? [one.personId] : [])));
  const needed = invited(row).filter((person) => person.id !== row.organizer_id && asked.has(person.id));
  return row.state === 'proposed' && needed.every((person) => responses[person.id] === 'accepted');
}

const nothing = (row: SessionRow): News => ({
  moved: null, state: null, responses: row.responses, proposals: row.proposals, uninvited: row.uninvited, strangers: row.strangers, happenings: [],
});

/** Once it has begun, that an event is gone says nothing about whether people met: that is left to who was there. */
function gone(row: SessionRow, bands: Bands, now: Date): News {
  if (new Date(row.starts_at) <= now) return nothing(row);
  const band = bandOf(new Date(row.starts_at), now, bands);
  return { ...nothing(row), state: band === 'late' ? 'late-cancel' : 'cancelled', happenings: [{ what: 'cancelled', band }] };
}

/**
 * The calendar is the truth (product.md, principle 1): a move is a move and a cancellation a cancellation, whoever made
 * it where. `event` is null when it is gone from the organiser's calendar.
 */
export function newsOf(row: SessionRow, event: CalendarEvent | null, bands: Bands, now: Date): News {
  if (event === null || event.isCancelled) return gone(row, bands, now);
  const known = attending(row, event);
  const moved = differs(row.event_starts_at, event.start) || differs(row.event_ends_at, event.end);
  const begun = new Date(row.starts_at) <= now;
  // What began stays where it was, unless it was put off to a time that is still to come.
  if (begun && !(moved && new Date(event.start) > now)) return { ...nothing(row), ...known };
  const isConfirmed = confirmed(row, known.responses);
  const happenings: Happening[] = peopleNews(row, event, known);
  if (known.strangers > row.strangers) happenings.push({ what: 'strangers', count: known.strangers });
  if (isConfirmed) happenings.push({ what: 'confirmed' });
  if (moved) {
    const from = new Date(row.starts_at);
    happenings.push({ what: 'moved', from: from.toISOString(), to: new Date(event.start).toISOString(), band: bandOf(from, now, bands) });
  }
  return { moved: moved ? { start: new Date(event.start), end: new Date(event.end) } : null, state: isConfirmed ? 'booked' : null, ...known, happenings };
}

/** True when an event of somebody else's stands where the session stood: the same Teams meeting, or the same people at the same time. */
export function takesPlaceOf(row: SessionRow, event: CalendarEvent): boolean {
  const organizer = row.people.find(({ id }) => id === row.organizer_id)?.email;
  if (event.id === row.event_id || event.isCancelled || event.organizer === organizer || !row.people.some(({ email }) => email === event.organizer)) return false;
  const there = new Set([event.organizer, ...event.attendees.map(({ email }) => email)]);
  const everybody = invited(row).every(({ id, email }) => there.has(email) || row.optional_people.includes(id));
  const sameTime = new Date(event.start) < new Date(row.ends_at) && new Date(event.end) > new Date(row.starts_at);
  return everybody && (sameTime || (event.joinUrl !== null && event.joinUrl === row.join_url));
}

import type { AttendeeResponse, CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import type { SessionState } from '../contract.ts';
import { invited } from '../sync/draft.ts';
import type { SessionRow } from '../store.ts';

/** What the calendar says of a session, held against what we knew; null for what is as it was. */
export interface News {
  moved: { start: Date; end: Date } | null;
  state: SessionState | null;
  responses: Record<string, AttendeeResponse>;
}

const differs = (known: Date | null, now: string): boolean => known === null || new Date(known).getTime() !== Date.parse(now);

function responsesOf(row: SessionRow, event: CalendarEvent): Record<string, AttendeeResponse> {
  const answers = event.attendees.map(({ email, response }) => [row.people.find((person) => person.email === email.toLowerCase())?.id, response] as const);
  return Object.fromEntries(answers.filter((answer): answer is readonly [string, AttendeeResponse] => answer[0] !== undefined));
}

/** A proposed time is booked once everybody whose calendar could not decide has accepted. */
function confirmed(row: SessionRow, responses: Record<string, AttendeeResponse>): boolean {
  const asked = new Set(row.relaxed.flatMap((one) => (one.type === 'unconfirmed' ? [one.personId] : [])));
  const needed = invited(row).filter((person) => person.id !== row.organizer_id && asked.has(person.id));
  return row.state === 'proposed' && needed.every((person) => responses[person.id] === 'accepted');
}

/**
 * The calendar is the truth (product.md, principle 1): a move is a move and a cancellation a cancellation, whoever made
 * it where. `event` is null when it is gone from the organiser's calendar.
 */
export function newsOf(row: SessionRow, event: CalendarEvent | null): News {
  if (event === null || event.isCancelled) return { moved: null, state: 'cancelled', responses: event ? responsesOf(row, event) : row.responses };
  const responses = responsesOf(row, event);
  const moved = differs(row.event_starts_at, event.start) || differs(row.event_ends_at, event.end);
  return {
    moved: moved ? { start: new Date(event.start), end: new Date(event.end) } : null,
    state: confirmed(row, responses) ? 'booked' : null,
    responses,
  };
}

import { may } from '../../access/policies.ts';
import { mayRead, seesOf, stateShown } from '../../access/visibility.ts';
import { presentReschedule, proposalsFor, waysOf, type View } from './bands/present.ts';
import type { Session } from './contract.ts';
import type { SessionRow, SyncProblem } from './store.ts';
import { invited } from './sync/draft.ts';
import { nextStep, pendingWork } from './sync/rules.ts';

const iso = (at: Date | string): string => new Date(at).toISOString();

const messages: Record<SyncProblem, string> = {
  waiting: 'Waiting for Microsoft 365. It will be done as soon as Microsoft 365 answers; you need not do anything.',
  'consent-missing': 'Fieldwork is missing a permission in Microsoft 365. An administrator of your organisation can grant it.',
  'slot-taken': 'Somebody’s calendar filled before this could be booked. Please choose another time.',
  refused: 'Microsoft 365 did not accept this. Try again, or choose another time.',
  unsent: 'The invitation is filled in and not sent yet. Once it is sent in Outlook, Fieldwork follows it.',
  gone: 'This meeting is no longer in the organiser’s calendar.',
};

function calendarOf(row: SessionRow): Session['calendar'] {
  const what = pendingWork(row);
  if (what === null) return { status: 'done', what: null, message: null, nextTryAt: null, permission: null };
  const problem = row.sync_problem ?? (row.expected_until ? 'unsent' : 'waiting');
  return {
    status: problem === 'waiting' || problem === 'unsent' ? 'waiting' : 'attention',
    what,
    message: messages[problem],
    nextTryAt: row.sync_due_at && problem !== 'slot-taken' ? iso(row.sync_due_at) : null,
    permission: row.sync_permission,
  };
}

function attendees(row: SessionRow): Session['attendees'] {
  return invited(row).map((person) => ({
    personId: person.id,
    role: person.role,
    displayName: person.display_name,
    zone: person.zone,
    optional: row.optional_people.includes(person.id),
    organizer: person.id === row.organizer_id,
    response: person.id === row.organizer_id ? 'organizer' : (row.responses[person.id] ?? 'none'),
  }));
}

function mayDo(row: SessionRow, view: View, now: Date): Session['can'] {
  const ways = waysOf(row, view, now);
  const stuck = nextStep(row) !== null && row.sync_problem !== null && row.sync_problem !== 'slot-taken';
  return { move: ways.move !== 'no', cancel: ways.cancel !== 'no', retry: stuck && may(view, 'book', view.status) };
}

/** A session for one viewer. `notFollowed`: what is to be said of a calendar that cannot be followed. */
export function presentSession(row: SessionRow, scope: View, now: Date, notFollowed: string | null = null): Session {
  return {
    id: row.id,
    engagementId: row.engagement_id,
    kind: row.kind,
    state: stateShown(row.state, row.kind, seesOf(scope, scope.sponsorSees ?? null)),
    start: iso(row.starts_at),
    end: iso(row.ends_at),
    version: row.version,
    attendees: attendees(row),
    agenda: mayRead('agenda', scope, row.kind) ? row.agenda : null,
    calendar: calendarOf(row),
    // Links lead into the meeting: they are for those who are invited.
    joinUrl: mayRead('agenda', scope, row.kind) ? row.join_url : null,
    webLink: row.organizer_id === scope.personId ? row.web_link : null,
    joinUrlMissing: row.event_id !== null && row.join_url === null && row.state !== 'cancelled',
    chatApp: row.chat_app,
    can: mayDo(row, scope, now),
    reschedule: presentReschedule(row, scope, now),
    proposals: proposalsFor(row, scope, now),
    notFollowed,
  };
}

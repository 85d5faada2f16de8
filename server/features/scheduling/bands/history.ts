import type { Happening, ReasonCode } from '../contract.ts';
import type { SessionRow } from '../store.ts';
import { knowsCourse, mayKnowReason, type View } from './present.ts';
import type { HistoryRow } from './store.ts';
import { nameOf, reasonLabels } from './words.ts';

/** Lines of history that are shown, by their name; all others are the system's own business. */
const shown: Record<string, Happening['what']> = {
  'session-booked': 'booked', 'session-announced': 'booked', 'session-moved': 'moved', 'session-cancelled': 'cancelled',
  'session-moved-in-outlook': 'moved-in-outlook', 'session-cancelled-in-outlook': 'cancelled-in-outlook', 'session-accepted': 'accepted',
  'session-tentative': 'tentative', 'session-declined': 'declined', 'session-proposed-time': 'proposed-time', 'session-uninvited': 'uninvited',
  'session-invited-again': 'invited-again', 'session-strangers': 'strangers', 'session-confirmed': 'confirmed', 'session-handed-over': 'handed-over',
  'session-move-asked': 'move-asked', 'session-cancel-asked': 'cancel-asked', 'session-request-agreed': 'agreed', 'session-request-declined': 'kept',
  'session-request-expired': 'no-answer', 'session-request-withdrawn': 'withdrawn', 'session-reason-given': 'reason-given',
};

/** That it took place when: all that somebody sees who is not in the room. */
const outline: ReadonlySet<Happening['what']> = new Set(['booked', 'moved', 'cancelled', 'moved-in-outlook', 'cancelled-in-outlook']);

const meets = (row: SessionRow, { role }: View): boolean => role === 'client' || role === 'coach' || (role === 'sponsor' && row.kind === 'three-way');

/** When a session was called off says how late that was. */
const cancelling: ReadonlySet<Happening['what']> = new Set(['cancelled', 'cancelled-in-outlook']);

const instantIn = (value: unknown): string | null => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : null);

function presentLine(row: SessionRow, line: HistoryRow, what: Happening['what'], view: View): Happening {
  const { detail } = line;
  const about = typeof detail['personId'] === 'string' ? nameOf(row, detail['personId']) : null;
  const reason = detail['reason'] as ReasonCode | undefined;
  const mine = line.actor_id === view.personId;
  const course = mine || knowsCourse(row, view);
  const told = reason !== undefined && meets(row, view) && mayKnowReason(view, line.actor_id);
  return {
    at: new Date(line.at).toISOString(),
    what,
    by: line.actor_id !== null && course ? nameOf(row, line.actor_id) : null,
    mine,
    about,
    from: instantIn(detail['from']),
    to: instantIn(detail['to'] ?? detail['start']),
    late: course && detail['band'] === 'late',
    reason: told ? reasonLabels[reason] : null,
  };
}

function mayReadLine(row: SessionRow, { actor_id }: HistoryRow, what: Happening['what'], view: View): boolean {
  if (meets(row, view)) return true;
  return outline.has(what) && (!cancelling.has(what) || actor_id === view.personId || knowsCourse(row, view));
}

/** What happened to a session, as far as it is the viewer's to know. */
export function presentHistory(row: SessionRow, lines: HistoryRow[], view: View): Happening[] {
  return lines.flatMap((line) => {
    const what = shown[line.what];
    return what && mayReadLine(row, line, what, view) ? [presentLine(row, line, what, view)] : [];
  });
}

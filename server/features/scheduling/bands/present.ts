import { seesCourse, seesOf, type SponsorSees } from '../../../access/visibility.ts';
import type { Standing } from '../../../access/roles.ts';
import { may, type Status } from '../../../access/policies.ts';
import type { AskedRequest, ChangeRequest, Reschedule } from '../contract.ts';
import type { SessionRow } from '../store.ts';
import { invited } from '../sync/draft.ts';
import { bandEnds, bandOf, waysIn, type Ways } from './rules.ts';
import type { RequestRow } from './store.ts';
import { nameOf, reasonLabels, reasons } from './words.ts';

/** The part of a scope that decides what is shown. `sponsorSees` is left out where what became of sessions is not shown. */
export type View = Standing & { personId: string; status: Status; sponsorSees?: SponsorSees | null };

const iso = (at: Date | string): string => new Date(at).toISOString();

const isOpen = (row: SessionRow, now: Date): boolean =>
  (row.state === 'proposed' || row.state === 'booked') && new Date(row.ends_at) > now && row.expected_until === null;

/** What is asked of the coach at this moment; silence that has lasted long enough is an answer, whether or not it was noted yet. */
export const openRequest = (row: SessionRow, now: Date): RequestRow | null =>
  row.request?.state === 'open' && new Date(row.request.expires_at) > now ? row.request : null;

/** How whoever looks may change a session, questions that are open aside. */
export function waysOf(row: SessionRow, view: View, now: Date): Ways {
  if (!isOpen(row, now) || row.hosted_outside || !may(view, 'book', view.status)) return { move: 'no', cancel: 'no' };
  const start = new Date(row.starts_at);
  return waysIn(bandOf(start, now, row.reschedule), { byCoach: view.role === 'coach', begun: start <= now });
}

export function presentRequest(row: SessionRow, request: RequestRow, view: View, now: Date): ChangeRequest {
  const open = openRequest(row, now)?.id === request.id;
  const mine = request.asked_by === view.personId;
  return {
    id: request.id,
    what: request.what,
    state: request.state === 'open' && !open ? 'expired' : request.state,
    askedBy: nameOf(row, request.asked_by),
    askedAt: iso(request.asked_at),
    expiresAt: iso(request.expires_at),
    start: request.starts_at && iso(request.starts_at),
    end: request.ends_at && iso(request.ends_at),
    comment: mine || view.role === 'coach' ? request.comment : null,
    mine,
    can: { answer: open && may(view, 'answer-request', view.status), withdraw: open && mine },
  };
}

/** An open question is everybody's to see; how it ended is for those two whom it concerned, as long as it matters. */
function requestFor(row: SessionRow, view: View, now: Date): ChangeRequest | null {
  if (!row.request || row.request.state === 'withdrawn') return null;
  if (openRequest(row, now)) return isOpen(row, now) ? presentRequest(row, row.request, view, now) : null;
  const concerned = row.request.asked_by === view.personId || view.role === 'coach';
  return concerned && new Date(row.ends_at) > now ? presentRequest(row, row.request, view, now) : null;
}

/** Reasons may be about somebody's health: they stay between client and coach, and with whoever gave them. */
export const mayKnowReason = (view: View, givenBy: string | null): boolean =>
  view.role === 'client' || view.role === 'coach' || (givenBy !== null && givenBy === view.personId);

/** Whether the viewer may know who changed a session and how late: those who meet, and a sponsor with whom attendance was agreed. */
export const knowsCourse = (row: SessionRow, view: View): boolean => seesCourse(row.kind, seesOf(view, view.sponsorSees ?? null));

function cancelledFor(row: SessionRow, view: View): Reschedule['cancelled'] {
  if (row.state !== 'cancelled' && row.state !== 'late-cancel') return null;
  const reason = row.cancel_reason && mayKnowReason(view, row.cancelled_by) ? reasonLabels[row.cancel_reason] : null;
  const askWhy = row.state === 'late-cancel' && row.cancel_reason === null && row.cancelled_by === view.personId;
  const by = row.cancelled_by !== null && (knowsCourse(row, view) || row.cancelled_by === view.personId) ? nameOf(row, row.cancelled_by) : null;
  return { by, reason, askWhy };
}

/** Somebody who has no mailbox here keeps the meeting in a calendar that nobody here can write to. */
const hostOutside = (row: SessionRow): string | null =>
  row.hosted_outside ? (row.people.find(({ object_id: objectId }) => objectId === null)?.display_name ?? 'Whoever sent the invitation') : null;

export function presentReschedule(row: SessionRow, view: View, now: Date): Reschedule {
  const start = new Date(row.starts_at);
  const { freeUntil, agreeUntil } = bandEnds(start, row.reschedule);
  const ways = waysOf(row, view, now);
  const asked = openRequest(row, now) !== null;
  const settle = <Way extends string>(way: Way | 'ask'): Way | 'ask' | 'no' => (asked && way === 'ask' ? 'no' : way);
  const cancelled = cancelledFor(row, view);
  return {
    band: isOpen(row, now) ? bandOf(start, now, row.reschedule) : null,
    freeUntil: freeUntil.toISOString(),
    agreeUntil: agreeUntil.toISOString(),
    move: settle(ways.move),
    cancel: settle(ways.cancel),
    reasons: ways.cancel === 'with-reason' || cancelled?.askWhy ? reasons : [],
    onlyBy: isOpen(row, now) ? hostOutside(row) : null,
    request: requestFor(row, view, now),
    cancelled,
  };
}

/** Other times that people proposed, for those who meet. */
export const proposalsFor = (row: SessionRow, view: View, now: Date): { personId: string; displayName: string; start: string; end: string }[] =>
  isOpen(row, now) && invited(row).some(({ id }) => id === view.personId)
    ? invited(row).flatMap(({ id, display_name: displayName }) => {
        const proposed = row.proposals[id];
        return proposed && Date.parse(proposed.start) > now.getTime() ? [{ personId: id, displayName, start: iso(proposed.start), end: iso(proposed.end) }] : [];
      })
    : [];

export const presentAsked = (row: SessionRow, view: View, now: Date): AskedRequest => ({
  sessionId: row.id,
  clientName: row.people.find(({ role }) => role === 'client')!.display_name,
  kind: row.kind,
  start: iso(row.starts_at),
  end: iso(row.ends_at),
  request: presentRequest(row, row.request!, view, now),
});

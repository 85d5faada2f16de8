import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../platform/errors.ts';
import { unattended } from '../../../platform/microsoft/unattended.ts';
import { record } from '../../engagements/service.ts';
import type { Session } from '../../scheduling/contract.ts';
import { find, looseningOf, move, see } from '../../scheduling/service.ts';
import type { MoveByLink, OtherTimes, Planned } from '../contract.ts';
import { neutral, openLink, type LinkHolder } from '../service.ts';
import { noteConfirmed, type OpenedRow } from '../store.ts';

/** What is done by a link is done for whoever made it, with what the application itself may read. */
const makerOf = (link: OpenedRow): Actor => ({
  tenantId: link.tenant_id, objectId: link.object_id, personId: link.person_id, displayName: link.display_name, email: link.email, programmeLead: false, assertion: '',
});

const alone = (context: AppContext): AppContext => ({ ...context, microsoft: unattended(context.microsoft) });

function stateOf({ state, end, calendar, reschedule }: Session, now: Date): Planned['state'] {
  if (state === 'cancelled' || state === 'late-cancel') return 'cancelled';
  if (!['booked', 'proposed', 'in-progress'].includes(state) || new Date(end) <= now) return 'over';
  // What the coach is asked about at short notice is not settled either.
  const asked = reschedule.request?.state === 'open';
  return state === 'proposed' || calendar.status !== 'done' || asked ? 'moving' : 'planned';
}

function present(link: OpenedRow, session: Session, now: Date): Planned {
  const state = stateOf(session, now);
  const ahead = (state === 'planned' || state === 'moving') && new Date(session.start) > now;
  const confirmed = link.confirmed_version === session.version;
  return {
    label: link.label, start: session.start, end: session.end, state, version: session.version, confirmed,
    can: { move: ahead && session.reschedule.move !== 'no', confirm: ahead && !confirmed }, linkExpiresAt: link.expires_at.toISOString(),
  };
}

/** The session's time, and what may be done about it. */
export async function readPlanned(context: AppContext, holder: LinkHolder): Promise<Planned> {
  const link = await openLink(context, holder);
  const session = await see(alone(context), makerOf(link), link.session_id).catch(neutral);
  return present(link, session, context.clock.now());
}

/** Other times that would do, by the same rules and readings as for the parties: times and nothing else. */
export async function readTimes(context: AppContext, holder: LinkHolder): Promise<OtherTimes> {
  const link = await openLink(context, holder);
  const maker = makerOf(link);
  const session = await see(alone(context), maker, link.session_id).catch(neutral);
  const relax = await looseningOf(context, maker, link.session_id);
  const minutes = (Date.parse(session.end) - Date.parse(session.start)) / 60_000;
  const found = await find(alone(context), maker, link.engagement_id, { kind: session.kind, minutes, movingSessionId: link.session_id, relax }).catch(neutral);
  return { times: found.slots.filter(({ start }) => start !== session.start).map(({ start, end }) => ({ start, end })) };
}

/** Moves the session to another time, as whoever made the link could. */
export async function moveTo(context: AppContext, holder: LinkHolder, body: MoveByLink): Promise<Planned> {
  const link = await openLink(context, holder);
  const maker = makerOf(link);
  const relax = await looseningOf(context, maker, link.session_id);
  const session = await move(alone(context), maker, link.session_id, { version: body.version, start: body.start, relax }).catch(neutral);
  return present(link, session, context.clock.now());
}

/** Notes that the present time stands for whoever keeps the calendar. */
export async function confirm(context: AppContext, holder: LinkHolder, version: number): Promise<Planned> {
  const link = await openLink(context, holder);
  const session = await see(alone(context), makerOf(link), link.session_id).catch(neutral);
  const now = context.clock.now();
  const before = present(link, session, now);
  if (session.version !== version || (!before.can.confirm && !before.confirmed)) throw new AppError('conflict', 'This was changed meanwhile. Look at it again.');
  if (before.confirmed) return before;
  await context.db.scoped(link.tenant_id, async (tx) => {
    await noteConfirmed(tx, link, version, now);
    const { tenant_id: tenantId, engagement_id: engagementId, session_id: sessionId } = link;
    await record(tx, { tenantId, engagementId, sessionId, actorId: null, what: 'session-confirmed-by-link', detail: { linkId: link.id }, now });
  });
  return present({ ...link, confirmed_version: version }, session, now);
}

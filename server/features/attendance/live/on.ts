import type { Party } from '../../../access/actor.ts';
import { authoriseSession } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { AppError, notFound } from '../../../platform/errors.ts';
import { logEvent } from '../../../platform/live/event-log.ts';
import { offerNotice, withdrawNotices } from '../../nudges/service.ts';
import { expectedOf, presenceFrom } from '../collect/facts.ts';
import { notePanel, observe, panelsOf } from '../collect/store.ts';
import type { LiveWord, OutcomeCard, SessionCard } from '../contract.ts';
import { isObserved, saidOf } from '../present.ts';
import { stateOf } from '../rules.ts';
import { addHistory, changeAttendance, readAttendance, type AttendanceRow } from '../store.ts';
import { cardFor, outcomeOf, wasSeen, type On } from './card.ts';
import { cardKey, cardNotice } from './words.ts';

const ms = (at: Date | string): number => new Date(at).getTime();

/** A session that stands, as it may be asked about. */
async function onOf(tx: Queryable, row: AttendanceRow): Promise<On> {
  const said = isObserved(row) ? saidOf(row) : null;
  const stands = row.session_state === 'booked' || row.session_state === 'in-progress';
  return {
    booked: stands ? 'booked' : row.session_state === 'proposed' ? 'proposed' : 'cancelled',
    planned: { from: ms(row.starts_at), to: ms(row.ends_at) },
    policy: row.policy,
    expected: expectedOf(row),
    panels: (await panelsOf(tx, row)).map(presenceFrom),
    said: said && { ...said, personId: row.said_by! },
  };
}

/** What somebody is asked of a session at `now`; null for nothing. */
export const cardOf = async (tx: Queryable, row: AttendanceRow, personId: string, now: Date): Promise<OutcomeCard | null> =>
  now >= new Date(row.ends_at) ? null : cardFor(await onOf(tx, row), personId, now.getTime());

const logCard = (tx: Queryable, row: AttendanceRow, now: Date): Promise<void> =>
  logEvent(tx, { tenantId: row.tenant_id, topic: row.engagement_id, name: 'attendance', itemId: row.session_id, now });

/** Milliseconds around a session in which an open side panel says something about it. */
const panelBefore = 15 * 60_000;
const panelAfter = 60 * 60_000;
/** Milliseconds that a sign of life holds: panels give one every two minutes. */
const panelHolds = 150_000;

/**
 * A side panel, or a coach's own page, says that it is open; outside the session's time it says nothing. Answers with what is asked there.
 * Where the other is seen with it, nobody needs to be asked any more.
 */
export const panelOpen = (context: AppContext, who: Party, sessionId: string): Promise<SessionCard> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, who, sessionId, 'see-attendance');
    if (scope.role === null) throw notFound('The session');
    const now = context.clock.now();
    const row = (await readAttendance(tx, { tenantId: who.tenantId, sessionId }))!;
    const around = now.getTime() > ms(row.starts_at) - panelBefore && now.getTime() < ms(row.ends_at) + panelAfter;
    if (!around) return { card: null };
    const surface = who.onlyEngagement === null ? 'panel' : 'page';
    await notePanel(tx, { tenant_id: row.tenant_id, session_id: sessionId, person_id: who.personId, surface }, now, new Date(now.getTime() + panelHolds));
    const on = await onOf(tx, row);
    if (row.carded_at !== null && now < new Date(row.ends_at)) await cameMeanwhile(tx, row, on, now);
    return { card: cardFor(on, who.personId, now.getTime()) };
  });

/** What was asked is no question any more once both were seen. */
async function cameMeanwhile(tx: Queryable, row: AttendanceRow, { expected, panels, planned }: On, now: Date): Promise<void> {
  const two = expected.filter(({ role }) => role === 'client' || role === 'coach');
  if (!two.every(({ personId }) => wasSeen(panels, personId, planned))) return;
  await withdrawNotices(tx, row.tenant_id, cardKey(row.session_id));
  // Whoever has the card open sees it go; said once, by whoever came last.
  if (two.some(({ personId }) => panels.filter((one) => one.personId === personId).every(({ from }) => from >= now.getTime()))) await logCard(tx, row, now);
}

const notAsked = (): AppError => new AppError('conflict', 'There is nothing to say about this session now: it is not on, it has just begun, or you were both seen in it.');

/**
 * Whoever is there says with one tap how it stands, while the session is on. It is evidence, judged with all other when the session is over; the
 * last word counts. AppError 'conflict' when nothing is asked.
 */
export const sayHowItStands = (context: AppContext, who: Party, sessionId: string, word: LiveWord): Promise<SessionCard> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const now = context.clock.now();
    const scope = await authoriseSession(tx, who, sessionId, 'say-attendance');
    const key = { tenantId: scope.tenantId, sessionId };
    const before = (await readAttendance(tx, key, true))!;
    const card = await cardOf(tx, before, who.personId, now);
    if (!card) throw notAsked();
    if (card.said === word) return { card };
    await observe(tx, before, now);
    const outcome = outcomeOf(word, scope.role!);
    await changeAttendance(tx, before, { said_outcome: outcome, said_by: who.personId, said_at: now, carded_at: before.carded_at ?? now });
    await addHistory(tx, before, { at: now, actor_id: who.personId, what: 'said', before: null, after: stateOf[outcome], why: '' });
    await withdrawNotices(tx, scope.tenantId, cardKey(sessionId));
    await logCard(tx, before, now);
    return { card: { ...card, said: word } };
  });

/** Asks whoever is alone in one session that is on, once; answers whether anybody was. */
export async function askThosePresent(tx: Queryable, key: { tenantId: string; sessionId: string }, now: Date): Promise<boolean> {
  const row = (await readAttendance(tx, key, true))!;
  if (isObserved(row) && (row.carded_at !== null || row.said_at !== null)) return false;
  const on = await onOf(tx, row);
  const asked = on.expected.flatMap(({ personId }) => {
    const card = cardFor(on, personId, now.getTime());
    return card ? [{ personId, card }] : [];
  });
  if (asked.length === 0) return false;
  await observe(tx, row, now);
  await changeAttendance(tx, row, { carded_at: now });
  await logCard(tx, row, now);
  for (const { personId, card } of asked) {
    // Whoever has the panel before them has the card before them.
    const looking = on.panels.some((one) => one.personId === personId && one.to >= now.getTime());
    if (!looking) await offerNotice(tx, cardNotice(row, personId, card.missing.name, now), now);
  }
  return true;
}

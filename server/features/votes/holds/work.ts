import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { MicrosoftFailure, type ApplicationMicrosoft } from '../../../platform/microsoft/microsoft.ts';
import { waitBefore } from '../rules.ts';
import { claim, lookAgainAt, notePlaced, noteReleased, postpone, type HoldRow } from './store.ts';

export const holdsName = 'vote-holds';

/** A request whose answer was lost may still arrive; after this long in milliseconds it does not. */
const lateMs = 120_000;

/** What needs an administrator, or an owner's mailbox to come back, is looked at again this much later, in seconds. */
const longWaitSeconds = 600;

async function place(microsoft: ApplicationMicrosoft, hold: HoldRow): Promise<string> {
  const there = hold.tried_before ? await microsoft.findHold(hold.object_id, hold.id) : null;
  if (there !== null) return there;
  const [start, end] = [hold.starts_at.toISOString(), hold.ends_at.toISOString()];
  return microsoft.placeHold(hold.object_id, { id: hold.id, start, end, zone: hold.zone ?? 'UTC' });
}

/** Answers when to look once more, or null when it is certainly gone. */
async function remove(microsoft: ApplicationMicrosoft, hold: HoldRow, now: Date): Promise<Date | null> {
  if (hold.event_id === null && hold.asked_at === null) return null;
  const eventId = hold.event_id ?? (await microsoft.findHold(hold.object_id, hold.id));
  if (eventId !== null) await microsoft.removeHold(hold.object_id, eventId);
  else if (now.getTime() < hold.asked_at!.getTime() + lateMs) return new Date(hold.asked_at!.getTime() + lateMs);
  return null;
}

async function workOn(context: AppContext, hold: HoldRow): Promise<void> {
  const microsoft = context.microsoft.application(hold.tenant_id);
  const scoped = (work: (tx: Queryable) => Promise<void>): Promise<void> => context.db.scoped(hold.tenant_id, work);
  if (hold.wanted) {
    const eventId = await place(microsoft, hold);
    return scoped((tx) => notePlaced(tx, hold, eventId, context.clock.now()));
  }
  const again = await remove(microsoft, hold, context.clock.now());
  if (again === null) return scoped((tx) => noteReleased(tx, hold));
  await scoped((tx) => lookAgainAt(tx, hold, again));
  await context.jobs.wake(holdsName, again);
}

/** What cannot be done is kept: holds go on being taken away until they are gone, whatever is in the way. */
async function giveWay(context: AppContext, hold: HoldRow, error: unknown): Promise<void> {
  const failure = error instanceof MicrosoftFailure ? error : new MicrosoftFailure('unavailable', 'unexpected', { cause: error });
  const consent = failure.kind === 'consent-missing' || failure.kind === 'sign-in-again';
  const problem = failure.passing ? 'waiting' : consent ? 'consent-missing' : 'refused';
  const seconds = failure.passing ? waitBefore(hold.tries, failure.retryAfterSeconds) : longWaitSeconds;
  // A calendar that takes no entry is not asked again: the vote goes on without.
  const at = problem === 'refused' && hold.wanted ? null : new Date(context.clock.now().getTime() + seconds * 1000);
  context.log.warn({ holdId: hold.id, problem, wanted: hold.wanted }, 'a hold is not as it is to be yet');
  await context.db.scoped(hold.tenant_id, (tx) => postpone(tx, hold, { problem, permission: consent ? failure.permission : null, at }));
  if (at) await context.jobs.wake(holdsName, at);
  if (!(error instanceof MicrosoftFailure)) throw error;
}

/** Brings one hold to what is wanted, if it is due and nobody else is at it. Answers whether it was worked on. */
export async function workOnHold(context: AppContext, key: { tenant_id: string; id: string }): Promise<boolean> {
  const hold = await context.db.scoped(key.tenant_id, (tx) => claim(tx, key, context.clock.now()));
  if (!hold) return false;
  await workOn(context, hold).catch((error: unknown) => giveWay(context, hold, error));
  return true;
}

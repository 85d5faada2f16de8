import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { eraseRows, patternOf } from '../../../platform/db/erasure.ts';
import { wakeTopic } from '../../../platform/live/live.ts';
import { endReviewTimeOf, reviewTimeStandsFor, reviewWorkName } from '../../blocks/service.ts';
import { endEngagementsOf } from '../../engagements/service.ts';
import { followName, isFollowed, unfollowMailbox } from '../../following/service.ts';
import { erasedTopic, markErased } from '../../people/service.ts';
import { callOffSessionsOf, sessionsStandFor, syncName } from '../../scheduling/service.ts';
import { leaveTodo } from '../../todo/service.ts';
import { endVotesOf, holdsName, holdsStandFor } from '../../votes/service.ts';
import { afterBegun, afterErased, waitUntil } from '../rules.ts';
import { holdErasure, holdPerson, noteProgress, type ErasureRow, type Whom } from '../store.ts';
import { allErasure } from './tables.ts';

export const erasureName = 'erasures';

/** Ends everything that goes on with the person. Calendars follow in the background; done again, it finds what was begun meanwhile. */
async function close(tx: Queryable, whom: Whom, now: Date): Promise<void> {
  await callOffSessionsOf(tx, whom, now);
  await endVotesOf(tx, whom, now);
  await endEngagementsOf(tx, whom, now);
  await endReviewTimeOf(tx, whom, now);
  await leaveTodo(tx, whom);
  await unfollowMailbox(tx, whom);
}

/** Whether something of theirs still stands in a calendar, or may. */
async function stands(tx: Queryable, { tenantId, personId }: Whom, now: Date): Promise<boolean> {
  return (
    (await sessionsStandFor(tx, tenantId, personId, now)) ||
    (await holdsStandFor(tx, tenantId, personId)) ||
    (await reviewTimeStandsFor(tx, tenantId, personId)) ||
    (await isFollowed(tx, tenantId, personId))
  );
}

/** The rows go, and with them who it was; every process forgets the sign-in. */
async function erase(tx: Queryable, whom: Whom, person: Awaited<ReturnType<typeof holdPerson>>, now: Date): Promise<void> {
  await eraseRows(tx, allErasure, { ...whom, pattern: patternOf([person!.display_name, person!.email, person!.object_id]) });
  await markErased(tx, whom, now);
  await wakeTopic(tx, erasedTopic);
}

/** The next step of one erasure, in one transaction; answers when to look again, null once it is over. */
async function advance(tx: Queryable, row: ErasureRow, now: Date): Promise<Date | null> {
  const whom = { tenantId: row.tenant_id, personId: row.person_id };
  const person = await holdPerson(tx, whom);
  if (row.erased_at !== null) {
    // Requests that were under way may have written in the person's name. By ids alone now: the name may be somebody else's.
    await eraseRows(tx, allErasure, { ...whom, pattern: patternOf([]) });
    await noteProgress(tx, row, { done_at: now, look_at: null });
    return null;
  }
  await close(tx, whom, now);
  const begun = row.begun_at ?? now;
  const again = row.begun_at === null ? afterBegun(now) : (await stands(tx, whom, now)) ? waitUntil(begun, now) : null;
  if (again !== null) {
    await noteProgress(tx, row, { begun_at: begun, look_at: again });
    return again;
  }
  await erase(tx, whom, person, now);
  const last = afterErased(now);
  await noteProgress(tx, row, { erased_at: now, look_at: last });
  return last;
}

/** Takes one erasure a step further. Each step is one transaction, so a process that dies leaves it where it was. False when another has it. */
export async function carryOut(context: AppContext, key: Pick<ErasureRow, 'tenant_id' | 'id'>, now: Date): Promise<boolean> {
  const done = await context.db.system(async (tx) => {
    const row = await holdErasure(tx, key, now);
    return row && { next: await advance(tx, row, now) };
  });
  if (!done) return false;
  for (const name of [syncName, holdsName, reviewWorkName, followName]) await context.jobs.wake(name);
  if (done.next) await context.jobs.wake(erasureName, done.next);
  return true;
}

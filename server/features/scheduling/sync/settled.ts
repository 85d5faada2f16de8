import type { Actor, Party } from '../../../access/actor.ts';
import { authoriseSession } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { reviewWorkName } from '../../blocks/service.ts';
import { followProblem } from '../../following/service.ts';
import { notFollowedWords } from '../bands/followed.ts';
import type { Session } from '../contract.ts';
import { presentSession } from '../present.ts';
import { readSession, type SessionRow } from '../store.ts';
import { syncName, syncSession } from './run.ts';

/** How long a screen waits for Microsoft before it is told "waiting for Microsoft 365", in milliseconds. */
const patience = 8_000;

/** What fails is kept as due and logged by the sync itself; the person is shown "waiting". */
async function tryCalendar(context: AppContext, tenantId: string, sessionId: string): Promise<void> {
  try {
    if (!(await syncSession(context, tenantId, sessionId))) await context.jobs.wake(syncName);
  } catch (error) {
    context.log.error({ sessionId, name: (error as Error).name }, 'the calendar could not be written');
  }
}

/** Works on the calendar while the person waits, for a while; then shows how far it is. */
export async function settled(context: AppContext, actor: Actor | Party, sessionId: string): Promise<Session> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
  await Promise.race([tryCalendar(context, actor.tenantId, sessionId), enough]);
  clearTimeout(timer);
  // A review block that the session was put over moves at once.
  await context.jobs.wake(reviewWorkName);
  return shown(context, actor, sessionId);
}

/** One session as the viewer may see it, as far as it is known here. */
export const shown = async (context: AppContext, actor: Actor | Party, sessionId: string): Promise<Session> => (await shownWithRow(context, actor, sessionId)).session;

const readOf = async (tx: Queryable, { tenantId }: Actor | Party, sessionId: string): Promise<SessionRow> => (await readSession(tx, { tenantId }, sessionId))!;

/** The same with the row that it was made of. */
export async function shownWithRow(context: AppContext, actor: Actor | Party, sessionId: string): Promise<{ row: SessionRow; session: Session }> {
  return context.db.reading(actor.tenantId, async (tx) => {
    const [scope, row, problem] = await Promise.all([authoriseSession(tx, actor, sessionId, 'see'), readOf(tx, actor, sessionId), followProblem(tx, actor.tenantId, sessionId)]);
    return { row, session: presentSession(row, scope, context.clock.now(), notFollowedWords(row, problem)) };
  });
}

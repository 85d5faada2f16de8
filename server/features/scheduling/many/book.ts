import type { Actor } from '../../../access/actor.ts';
import type { EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { reviewWorkName } from '../../blocks/service.ts';
import type { Relaxation, SessionKind } from '../contract.ts';
import { ruleAgainst } from '../find/blocks.ts';
import { madeOptional, needsConfirming } from '../find/query.ts';
import { allows } from '../find/recheck.ts';
import { listed } from '../find/words.ts';
import { organizerOf, timeProblem } from '../rules.ts';
import { findSlots } from '../slots/find-slots.ts';
import { insertSession, readSession } from '../store.ts';
import { syncName } from '../sync/run.ts';
import { queryTogether, readTogether, type Facts, type Question, type Together } from './read.ts';

/** One of many sessions that are booked in one action. */
export interface Wanted {
  /** Made by the client of the API: the same id is one session, however often it is sent. */
  id: string;
  kind: SessionKind;
  start: Date;
  minutes: number;
}

/** `why` is null for a session that is kept. */
export interface Outcome {
  id: string;
  why: string | null;
}

const endOf = ({ start, minutes }: Wanted): Date => new Date(start.getTime() + minutes * 60_000);
const taken = 'Another session was put at this time just now.';

/** Calendars over all of the wanted times; null when Microsoft does not answer now: then each is looked at before it is written. */
async function readAgain(context: AppContext, actor: Actor, facts: Facts, wanted: Wanted[]): Promise<Together | null> {
  const window = {
    from: new Date(Math.min(...wanted.map(({ start }) => start.getTime()))),
    to: new Date(Math.max(...wanted.map((one) => endOf(one).getTime()))),
  };
  try {
    return await readTogether(context, actor, facts, { kinds: [...new Set(wanted.map(({ kind }) => kind))], window });
  } catch (error) {
    if (error instanceof MicrosoftFailure && error.passing) return null;
    throw error;
  }
}

/** Why a time would not be offered any more: whose calendar, or which rule. */
function whyNot(together: Together, question: Question): string {
  const { blockers } = findSlots(queryTogether(together, question));
  const ids = new Set(blockers.map(({ personId }) => personId));
  const names = together.knowledge.filter(({ personId }) => ids.has(personId)).map(({ displayName }) => displayName);
  if (names.length > 0) return `${listed(names)} ${names.length === 1 ? 'is' : 'are'} not free any more.`;
  return ruleAgainst(blockers) ?? 'This time is not free any more.';
}

/** Looks again at every wanted time in order; what would be refused is told by its id. Those accepted count as neighbours of the next. */
function recheckMany(together: Together, wanted: Wanted[], relax: Relaxation[]): Map<string, string> {
  const refused = new Map<string, string>();
  const neighbours = together.sessions.map(({ starts_at }) => new Date(starts_at).getTime());
  for (const one of wanted) {
    const question = { kind: one.kind, minutes: one.minutes, from: one.start.getTime(), to: endOf(one).getTime(), relax, neighbours };
    if (allows(queryTogether(together, question), question.from, one.minutes)) neighbours.push(question.from);
    else refused.set(one.id, whyNot(together, question));
  }
  return refused;
}

export interface ManyRequest {
  wanted: Wanted[];
  relax: Relaxation[];
  /** Runs in the transaction that stores the sessions, with the ids of those that stand. */
  also(tx: Queryable, kept: string[]): Promise<void>;
}

/**
 * Books many single sessions in one action: one look at the calendars, one transaction, the rest in the background by the same sync
 * that books one. A request that is repeated, or cut off at any point, makes each of them once. Those that cannot be are told, with why.
 */
export async function bookMany(context: AppContext, actor: Actor, scope: EngagementScope, facts: Facts, request: ManyRequest): Promise<Outcome[]> {
  const now = context.clock.now();
  const made = await madeBefore(context, scope, request.wanted);
  const wanted = request.wanted.filter(({ id }) => !made.has(id)).toSorted((a, b) => a.start.getTime() - b.start.getTime());
  const refused = new Map<string, string>();
  for (const one of wanted) {
    const problem = timeProblem(facts.engagement, { from: one.start, to: endOf(one) }, now);
    if (problem !== null) refused.set(one.id, `This time ${problem}.`);
  }
  const open = wanted.filter(({ id }) => !refused.has(id));
  const together = open.length > 0 ? await readAgain(context, actor, facts, open) : null;
  if (together) for (const [id, why] of recheckMany(together, open, request.relax)) refused.set(id, why);
  await context.db.scoped(actor.tenantId, async (tx) => {
    for (const one of open.filter(({ id }) => !refused.has(id))) {
      const outcome = await keep(tx, scope, { one, relax: request.relax, organizerId: organizerOf(facts.engagement, actor), sponsorId: facts.engagement.sponsor_id, checked: together !== null, now });
      if (outcome === 'overlap') refused.set(one.id, taken);
    }
    // Pressed twice at once: what takes the time then is this very session.
    for (const id of refused.keys()) if (await readSession(tx, scope, id)) refused.delete(id);
    await request.also(tx, request.wanted.filter(({ id }) => !refused.has(id)).map(({ id }) => id));
  });
  await context.jobs.wake(syncName);
  await context.jobs.wake(reviewWorkName);
  return request.wanted.map(({ id }) => ({ id, why: refused.get(id) ?? null }));
}

/** Which of the ids this engagement has a session of already. */
async function madeBefore(context: AppContext, scope: EngagementScope, wanted: Wanted[]): Promise<Set<string>> {
  return context.db.scoped(scope.tenantId, async (tx) => {
    const found = new Set<string>();
    for (const { id } of wanted) if (await readSession(tx, scope, id)) found.add(id);
    return found;
  });
}

interface Keep {
  one: Wanted;
  relax: Relaxation[];
  organizerId: string;
  sponsorId: string | null;
  checked: boolean;
  now: Date;
}

async function keep(tx: Queryable, scope: EngagementScope, { one, relax, organizerId, sponsorId, checked, now }: Keep): Promise<'made' | 'exists' | 'overlap'> {
  const outcome = await insertSession(tx, scope, {
    id: one.id,
    kind: one.kind,
    state: needsConfirming(relax) ? 'proposed' : 'booked',
    start: one.start,
    end: endOf(one),
    agenda: '',
    optionalPeople: madeOptional(relax),
    relaxed: relax,
    organizerId,
    sponsorId,
    checked,
    now,
  });
  // The id of a session elsewhere says nothing here: it is as if it were taken.
  return outcome === 'exists' && !(await readSession(tx, scope, one.id)) ? 'overlap' : outcome;
}

/** Asks for the calendars to be brought to what was agreed, once the transaction stands. */
export const wakeCalendars = (context: AppContext): Promise<void> => context.jobs.wake(syncName);

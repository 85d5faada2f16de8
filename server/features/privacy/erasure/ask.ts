import type { Actor } from '../../../access/actor.ts';
import { authoriseLead, type ProgrammeScope } from '../../../access/programme.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { AppError, notFound } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { noticesName, offerNotice, withdrawNotices } from '../../nudges/service.ts';
import type { AskedErasure, Erasure, KnownPeople } from '../contract.ts';
import { dueAfter, goes, graceDays, microsoftKeeps, stays } from '../rules.ts';
import { doneErasures, insertErasure, isKept, knownPeople, openErasure, runningEngagement, withdrawErasure, type ErasureRow, type Whom } from '../store.ts';
import { erasureName } from './carry-out.ts';

const aPerson = 'The person';

const begunAlready = (): AppError => new AppError('conflict', 'The erasure has begun, and cannot be taken back any more.');

const presentAsked = (row: Pick<ErasureRow, 'asked_at' | 'due_at' | 'begun_at'>, byThemselves: boolean): AskedErasure => ({
  askedAt: row.asked_at.toISOString(), dueAt: row.due_at.toISOString(), byThemselves, begun: row.begun_at !== null,
});

const ofRow = (row: ErasureRow | null): AskedErasure | null => row && presentAsked(row, row.asked_by === row.person_id);

const presentOwn = (row: ErasureRow | null): Erasure => ({ asked: ofRow(row), days: graceDays, goes: [...goes], stays: [...stays], microsoftKeeps: [...microsoftKeeps] });

/** Notes the wish, or finds the one that is there. */
async function ask(context: AppContext, tx: Queryable, whom: Whom, askedBy: string): Promise<{ row: ErasureRow; made: boolean }> {
  const now = context.clock.now();
  const made = await insertErasure(tx, { ...whom, id: newId(), askedBy, now, dueAt: dueAfter(now) });
  return { row: (await openErasure(tx, whom))!, made };
}

const wake = (context: AppContext, { due_at }: ErasureRow): Promise<void> => context.jobs.wake(erasureName, due_at);

/** What an erasure would do, and whether one is asked for. */
export const ownErasure = (context: AppContext, who: Actor): Promise<Erasure> =>
  context.db.scoped(who.tenantId, async (tx) => presentOwn(await openErasure(tx, who)));

export async function askForOwn(context: AppContext, who: Actor): Promise<Erasure> {
  const { row } = await context.db.scoped(who.tenantId, (tx) => ask(context, tx, who, who.personId));
  await wake(context, row);
  return presentOwn(row);
}

const noticeKey = (row: ErasureRow): string => `erasure:${row.id}`;

async function takeBack(context: AppContext, tx: Queryable, row: ErasureRow): Promise<void> {
  if (!(await withdrawErasure(tx, row, context.clock.now()))) throw begunAlready();
  await withdrawNotices(tx, row.tenant_id, noticeKey(row));
}

/** Takes back what is asked for, by whomever; nothing to take back is fine. */
export const takeBackOwn = (context: AppContext, who: Actor): Promise<Erasure> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const row = await openErasure(tx, who);
    if (row) await takeBack(context, tx, row);
    return presentOwn(null);
  });

/** Somebody who is still here hears of it in time to take it back. Whoever only sponsors is shown it on their page alone: what they are told stands in a client's ledger. */
async function tell(tx: Queryable, row: ErasureRow, now: Date): Promise<void> {
  const { tenant_id: tenantId, person_id: personId } = row;
  const engagementId = await runningEngagement(tx, { tenantId, personId });
  if (engagementId === null) return;
  const day = row.due_at.toISOString().slice(0, 10);
  await offerNotice(tx, {
    tenantId, personId, engagementId, sessionId: null, key: noticeKey(row), kind: 'erasure-asked', subject: 'What Fieldwork keeps about you is to be erased',
    lines: [`A programme lead asked for it, as is done when somebody leaves. It happens on ${day}; until then you can take it back.`],
    links: [{ label: 'Your data', path: '/your-data' }], dueAt: now, expiresAt: row.due_at, weight: 'normal',
  }, now);
}

/** Whom a lead speaks of; 404 for nobody, and for whoever was erased. */
async function known(tx: Queryable, { tenantId }: ProgrammeScope, personId: string): Promise<Whom> {
  if (!(await isKept(tx, { tenantId, personId }))) throw notFound(aPerson);
  return { tenantId, personId };
}

/** A programme lead asks for somebody who left. */
export async function askFor(context: AppContext, who: Actor, personId: string): Promise<{ erasure: AskedErasure }> {
  const scope = authoriseLead(who, aPerson);
  const row = await context.db.scoped(who.tenantId, async (tx) => {
    const asked = await ask(context, tx, await known(tx, scope, personId), who.personId);
    if (asked.made && personId !== who.personId) await tell(tx, asked.row, context.clock.now());
    return asked.row;
  });
  await wake(context, row);
  await context.jobs.wake(noticesName);
  return { erasure: ofRow(row)! };
}

/** Takes back what a programme lead asked for; what somebody asked for themselves is theirs to take back. */
export async function takeBackFor(context: AppContext, who: Actor, personId: string): Promise<void> {
  const scope = authoriseLead(who, aPerson);
  await context.db.scoped(who.tenantId, async (tx) => {
    const row = await openErasure(tx, await known(tx, scope, personId));
    if (!row) return;
    if (row.asked_by === row.person_id && personId !== who.personId) throw new AppError('conflict', 'They asked for it themselves, so only they can take it back.');
    await takeBack(context, tx, row);
  });
}

/** Everybody who is kept, for a programme lead to find who left; and the last erasures that were carried out. */
export async function peopleKept(context: AppContext, who: Actor, search: string): Promise<KnownPeople> {
  const scope = authoriseLead(who);
  return context.db.scoped(scope.tenantId, async (tx) => ({
    people: (await knownPeople(tx, scope.tenantId, search)).map((row) => ({
      id: row.id,
      displayName: row.display_name,
      email: row.email,
      inTenant: row.in_tenant,
      running: row.running,
      erasure: row.asked_at && presentAsked({ asked_at: row.asked_at, due_at: row.due_at!, begun_at: row.begun_at }, row.by_themselves),
    })),
    done: (await doneErasures(tx, scope.tenantId)).map((row) => ({
      id: row.id, askedAt: row.asked_at.toISOString(), doneAt: row.erased_at.toISOString(), askedBy: row.by_themselves ? null : row.asked_by_name,
    })),
  }));
}

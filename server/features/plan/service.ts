import type { Actor } from '../../access/actor.ts';
import { authorise, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { shareGoals } from '../engagements/service.ts';
import type { Differences, Plan, PlanGoal, PlanHistory, RestorePlan, SavePlan } from './contract.ts';
import { presentChange, presentPlan } from './present.ts';
import { isSame, sharedTitles, withTitles } from './rules.ts';
import { addVersion, beginPlan, holdPlan, listChanges, readVersion, worded, type VersionRow } from './store.ts';
import { differencesOf } from './text/differences.ts';
import { planText } from './text/plan-text.ts';

export { erasure, personal } from './store.ts';
export { differencesOf } from './text/differences.ts';

/** Changes answered at once. */
const pageOfChanges = 50;

/**
 * Holds the plan and answers its newest version. Goals can be worded on the engagement too: what was said there becomes a version
 * first, in the name of whoever said it, so that the history has every change.
 */
async function newestOf(tx: Queryable, scope: EngagementScope): Promise<VersionRow> {
  let version = await holdPlan(tx, scope);
  if (version === null) {
    await beginPlan(tx, scope);
    version = (await holdPlan(tx, scope))!;
  }
  const before = await readVersion(tx, scope, version);
  const { titles, at, actorId } = await worded(tx, scope);
  if (before && JSON.stringify(sharedTitles(before.goals)) === JSON.stringify(titles)) return before;
  const goals = withTitles(before?.goals ?? [], titles, titles.map(newId));
  await addVersion(tx, scope, { version: version + 1, at, actorId, restoredFrom: null, goals });
  return (await readVersion(tx, scope, version + 1))!;
}

/** Runs work on the plan in one transaction that holds it. */
function onPlan<T>(context: AppContext, actor: Actor, engagementId: string, action: 'see-work' | 'change-plan', work: (tx: Queryable, scope: EngagementScope, newest: VersionRow) => Promise<T>): Promise<T> {
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, action);
    return work(tx, scope, await newestOf(tx, scope));
  });
}

/** The newest plan, inside somebody's transaction; the scope must allow to see the work. */
export async function planOf(tx: Queryable, scope: EngagementScope): Promise<Plan> {
  const newest = await newestOf(tx, scope);
  return presentPlan(newest, scope, newest.version);
}

export const readPlan = (context: AppContext, actor: Actor, engagementId: string): Promise<Plan> =>
  onPlan(context, actor, engagementId, 'see-work', async (_tx, scope, newest) => presentPlan(newest, scope, newest.version));

async function versionOr404(tx: Queryable, scope: EngagementScope, version: number): Promise<VersionRow> {
  const row = await readVersion(tx, scope, version);
  if (!row) throw notFound('This version of the plan');
  return row;
}

/** The plan as it read in an older version. */
export const readOlder = (context: AppContext, actor: Actor, engagementId: string, version: string): Promise<Plan> =>
  onPlan(context, actor, engagementId, 'see-work', async (tx, scope, newest) => presentPlan(await versionOr404(tx, scope, Number(version)), scope, newest.version));

/** Who changed the plan when, newest first. */
export const historyOf = (context: AppContext, actor: Actor, engagementId: string, before: string | undefined): Promise<PlanHistory> =>
  onPlan(context, actor, engagementId, 'see-work', async (tx, scope, newest) => {
    const rows = await listChanges(tx, scope, before ? Number(before) : newest.version + 1, pageOfChanges + 1);
    return { changes: rows.slice(0, pageOfChanges).map(presentChange), more: rows.length > pageOfChanges };
  });

/** What became of one version in another, by words. */
export const compare = (context: AppContext, actor: Actor, engagementId: string, { from, to }: { from: string; to: string }): Promise<Differences> =>
  onPlan(context, actor, engagementId, 'see-work', async (tx, scope) => {
    const [one, other] = [await versionOr404(tx, scope, Number(from)), await versionOr404(tx, scope, Number(to))];
    return { from: presentChange(one), to: presentChange(other), parts: differencesOf(planText(one.goals), planText(other.goals)) };
  });

async function add(context: AppContext, tx: Queryable, scope: EngagementScope, newest: VersionRow, goals: PlanGoal[], restoredFrom: number | null): Promise<Plan> {
  const now = context.clock.now();
  const version = newest.version + 1;
  const titles = sharedTitles(goals);
  if (JSON.stringify(titles) !== JSON.stringify(sharedTitles(newest.goals))) await shareGoals(tx, scope, titles, now);
  await addVersion(tx, scope, { version, at: now, actorId: scope.personId, restoredFrom, goals });
  return presentPlan((await readVersion(tx, scope, version))!, scope, version);
}

const changedMeanwhile = (newest: number): AppError =>
  new AppError('conflict', 'The plan was changed meanwhile. Look at the newest version, then save yours on top of it.', { details: { newest } });

/** Keeps the whole plan as a new version. The same plan again makes none: a request sent twice is done once. */
export const save = (context: AppContext, actor: Actor, engagementId: string, body: SavePlan): Promise<Plan> =>
  onPlan(context, actor, engagementId, 'change-plan', async (tx, scope, newest) => {
    if (isSame(newest.goals, body.goals)) return presentPlan(newest, scope, newest.version);
    if (newest.version !== body.version) throw changedMeanwhile(newest.version);
    return add(context, tx, scope, newest, body.goals, null);
  });

/** Brings an older version back as the newest one, to the letter. */
export const restore = (context: AppContext, actor: Actor, engagementId: string, body: RestorePlan): Promise<Plan> =>
  onPlan(context, actor, engagementId, 'change-plan', async (tx, scope, newest) => {
    const older = await readVersion(tx, scope, body.restore);
    if (!older) throw invalid('restore', 'must be a version that this plan had');
    if (isSame(newest.goals, older.goals)) return presentPlan(newest, scope, newest.version);
    if (newest.version !== body.version) throw changedMeanwhile(newest.version);
    return add(context, tx, scope, newest, older.goals, older.version);
  });

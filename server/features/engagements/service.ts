import type { Actor } from '../../access/actor.ts';
import { authorise, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid } from '../../platform/errors.ts';
import type { PersonPick } from '../people/contract.ts';
import { resolvePick, saveParties } from '../people/service.ts';
import type { ChangeEngagement, createEngagement, Engagement, EngagementSummary } from './contract.ts';
import { presentEngagement, presentSummary } from './present.ts';
import {
  changeRow, insertEngagement, listEngagements, markSeen, readEngagement, record, replaceGoals, setStatus, type EngagementRow,
} from './store.ts';
import type { z } from 'zod';

export { erasure, personal } from './store.ts';

export { endOf as endEngagementsOf, ofViewer, readEngagement, record, summaryColumns, type EngagementRow, type SummaryRow } from './store.ts';
export { presentSummary } from './present.ts';

export async function list(context: AppContext, actor: Actor): Promise<EngagementSummary[]> {
  const rows = await context.db.scoped(actor.tenantId, (tx) => listEngagements(tx, actor, context.clock.now()));
  return rows.map((row) => presentSummary(row, actor));
}

const addresses = (people: (PersonPick | null)[]): string[] => people.flatMap((person) => (person ? [person.email] : []));

/** Three parts, three people; and nobody starts an engagement they have no part in, but a programme lead. */
function checkParties(actor: Actor, body: z.output<typeof createEngagement>): void {
  const { client, coach, sponsor } = body;
  if (client.objectId === null) throw invalid('client.objectId', 'must be somebody of your organisation');
  if (sponsor && sponsor.objectId === null) throw invalid('sponsor.objectId', 'must be somebody of your organisation');
  if (coach.email === client.email) throw invalid('coach.email', 'must be somebody other than the client');
  if (sponsor && addresses([client, coach]).includes(sponsor.email)) throw invalid('sponsor.email', 'must be somebody other than client and coach');
  const part = [client, coach, sponsor].some((person) => person?.objectId === actor.objectId);
  if (!part && !actor.programmeLead) throw invalid('client', 'you must be the client, the coach or the sponsor yourself');
}

/** Creates an engagement; the same id again answers the one that was made. */
export async function create(context: AppContext, actor: Actor, body: z.output<typeof createEngagement>): Promise<Engagement> {
  checkParties(actor, body);
  const [client, coach, sponsor] = await Promise.all([
    resolvePick(context, actor, body.client, 'client'),
    resolvePick(context, actor, body.coach, 'coach'),
    body.sponsor && resolvePick(context, actor, body.sponsor, 'sponsor'),
  ]);
  checkParties(actor, { ...body, client, coach, sponsor });
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const [clientRow, coachRow, sponsorRow] = await saveParties(context, tx, actor.tenantId, [client, coach, ...(sponsor ? [sponsor] : [])]);
    const made = await insertEngagement(tx, {
      ...body, tenantId: actor.tenantId, clientId: clientRow!.id, coachId: coachRow!.id, sponsorId: sponsorRow?.id ?? null, createdBy: actor.personId, now,
    });
    // An id that is taken is either this very request sent twice, or somebody else's engagement: that one is not shown.
    if (made) {
      await replaceGoals(tx, actor.tenantId, body.id, body.goals);
      await record(tx, { tenantId: actor.tenantId, engagementId: body.id, actorId: actor.personId, what: 'created', now });
    }
    return view(tx, await authorise(tx, actor, body.id, 'see'), actor, now);
  });
}

async function view(tx: Queryable, scope: EngagementScope, actor: Actor, now: Date): Promise<Engagement> {
  return presentEngagement(await readEngagement(tx, scope, now), actor);
}

export async function see(context: AppContext, actor: Actor, engagementId: string): Promise<Engagement> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'see');
    if (scope.role === 'client') await markSeen(tx, scope, now);
    return view(tx, scope, actor, now);
  });
}

/** Changes what was sent; nothing when somebody else changed it since it was read. */
export async function change(context: AppContext, actor: Actor, engagementId: string, body: ChangeEngagement): Promise<Engagement> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'edit');
    const before = await readEngagement(tx, scope, now);
    checkDates(before, body);
    if (!(await changeRow(tx, scope, body))) throw new AppError('conflict', 'Somebody else changed this meanwhile. Look at it again, then change it.');
    if (body.goals) await replaceGoals(tx, scope.tenantId, engagementId, body.goals);
    const fields = Object.keys(body).filter((field) => field !== 'version');
    await record(tx, { ...scope, actorId: actor.personId, what: 'changed', detail: { fields }, now });
    return view(tx, scope, actor, now);
  });
}

function checkDates(before: EngagementRow, body: ChangeEngagement): void {
  if ((body.endsOn ?? before.ends_on) <= (body.startsOn ?? before.starts_on)) throw invalid('endsOn', 'must be after startsOn');
}

/** Words the goals for sharing anew from elsewhere; `scope` must allow to edit or to change the plan. */
export async function shareGoals(tx: Queryable, scope: EngagementScope, titles: string[], now: Date): Promise<void> {
  const { version } = await readEngagement(tx, scope, now);
  if (!(await changeRow(tx, scope, { version }))) throw new AppError('conflict', 'Somebody else changed this meanwhile. Look at it again, then change it.');
  await replaceGoals(tx, scope.tenantId, scope.engagementId, titles);
  await record(tx, { ...scope, actorId: scope.personId, what: 'changed', detail: { fields: ['goals'] }, now });
}

type StatusChange = { action: 'pause' | 'resume' | 'end'; until?: string };

const statusAfter = { pause: 'paused', resume: 'active', end: 'ended' } as const;

/** Pauses to a date, resumes or ends. Sessions that are booked stay until somebody cancels them. */
export async function changeStatus(context: AppContext, actor: Actor, engagementId: string, to: StatusChange): Promise<Engagement> {
  const now = context.clock.now();
  if (to.until !== undefined && to.until <= now.toISOString().slice(0, 10)) throw invalid('until', 'must be a day after today');
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, to.action);
    await setStatus(tx, scope, { status: statusAfter[to.action], pausedUntil: to.until ?? null, now });
    await record(tx, { ...scope, actorId: actor.personId, what: to.action, detail: to.until ? { until: to.until } : {}, now });
    return view(tx, scope, actor, now);
  });
}

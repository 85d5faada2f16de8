import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { may } from '../../access/policies.ts';
import { authorise, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError, invalid } from '../../platform/errors.ts';
import { bookMany, cancelMany, listSessions, presentSession, readFacts, wakeCalendars, type Facts } from '../scheduling/service.ts';
import type { bookSeries, PlanPage, PlanSettings, savePlan, SeriesBooked, SeriesCancelled } from './contract.ts';
import { isOpen, planFrom } from './layout/propose.ts';
import { presentPlan } from './present.ts';
import { dayIn, dayOf, weekdayOf } from './rules.ts';
import { comingSeries, linkSessions, readPlan, replacePlan, sessionsOfSeries, type PlanRow } from './store.ts';
import { checkRegions, daysOffOf, likelyRegions } from './times/context.ts';

export { erasure, personal } from './store.ts';

export { propose } from './layout/propose.ts';
export { previewPlan, previewSeries } from './times/series.ts';

const clientZone = ({ engagement: { people } }: Facts): string => people.find(({ role }) => role === 'client')?.zone ?? 'UTC';

/** Why the plan should be looked at again, from what our own database knows. */
function reasonsFor(facts: Facts, plan: PlanRow, now: Date): string[] {
  const { engagement } = facts;
  const zone = clientZone(facts);
  const from = planFrom(facts, zone, now);
  const moved = plan.items.filter(({ starts_at, window_from, window_to }) => {
    const day = starts_at === null ? null : dayIn(zone, new Date(starts_at));
    return day !== null && (day < dayOf(window_from) || day > dayOf(window_to));
  });
  const passed = plan.items.filter((item) => isOpen(item) && dayOf(item.target_day) < from);
  const beyond = plan.items.filter((item) => isOpen(item) && item.target_day > engagement.ends_on);
  const changed = plan.planned_from !== engagement.starts_on || plan.planned_to !== engagement.ends_on;
  return [
    ...(changed || beyond.length > 0 ? ['The engagement’s days have changed since it was planned.'] : []),
    ...(moved.length > 0 ? [`${moved.length === 1 ? 'A session was' : `${moved.length} sessions were`} moved away from the planned days.`] : []),
    ...(passed.length > 0 ? [`${passed.length === 1 ? 'A planned session lies' : `${passed.length} planned sessions lie`} before ${engagement.paused_until ? 'the end of the pause' : 'today'} and ${passed.length === 1 ? 'is' : 'are'} not booked.`] : []),
  ];
}

const mostHolidays = 500;

/** Weekdays of the engagement that are public holidays for somebody in it, in order. */
async function holidaysFor({ engagement: { people, starts_on, ends_on } }: Facts, chosen: PlanSettings['regions']): Promise<PlanPage['holidays']> {
  const off = await daysOffOf(people, chosen, { from: new Date(starts_on), to: new Date(ends_on) });
  const found = new Map<string, PlanPage['holidays'][number]>();
  for (const { personId, dates } of off) {
    const who = people.find(({ id }) => id === personId)?.display_name ?? '';
    for (const [day, name] of dates) {
      if (day < starts_on || day > ends_on || weekdayOf(dayOf(day)) > 5) continue;
      const known = found.get(`${day} ${name}`) ?? { date: day, name, people: [] };
      found.set(`${day} ${name}`, { ...known, people: [...known.people, who] });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1)).slice(0, mostHolidays);
}

/** Series with what cancelling each of their coming sessions would do, for whoever looks. */
const seriesFor = ({ sessions }: Facts, series: Awaited<ReturnType<typeof comingSeries>>, scope: EngagementScope, now: Date): PlanPage['series'] =>
  series.map(({ id, sessionIds }) => ({
    id,
    sessions: sessions.filter((row) => sessionIds.includes(row.id)).map((row) => ({ id: row.id, start: new Date(row.starts_at).toISOString(), cancel: presentSession(row, scope, now).reschedule.cancel })),
  }));

/** The plan of an engagement, what a first one would be made with, and why to look at it again. */
export async function readPage(context: AppContext, actor: Actor, engagementId: string): Promise<PlanPage> {
  const now = context.clock.now();
  const { scope, plan, series } = await context.db.scoped(actor.tenantId, async (tx) => {
    const proof = await authorise(tx, actor, engagementId, 'see');
    return { scope: proof, plan: await readPlan(tx, proof), series: await comingSeries(tx, proof, now) };
  });
  const facts = await readFacts(context, actor, scope);
  const { engagement } = facts;
  const can = (action: 'plan' | 'book') => may(scope, action, scope.status);
  const regions = await likelyRegions(engagement.people);
  return {
    plan: plan && presentPlan(plan, now),
    suggested: { cadenceDays: engagement.cadence_days, weekday: null, minute: null, regions, away: [] },
    threeWays: engagement.people.some(({ role }) => role === 'sponsor'),
    holidays: await holidaysFor(facts, plan?.settings.regions ?? regions),
    reasons: plan ? reasonsFor(facts, plan, now) : [],
    series: seriesFor(facts, series, scope, now),
    can: { plan: can('plan'), book: can('book') },
  };
}

function checkItems(facts: Facts, items: z.output<typeof savePlan>['items']): void {
  const { engagement } = facts;
  const sponsor = engagement.people.some(({ role }) => role === 'sponsor');
  items.forEach((item, index) => {
    if (item.kind === 'three-way' && !sponsor) throw invalid(`items.${index}.kind`, 'needs a sponsor, and this engagement has none');
    if (item.day < engagement.starts_on || item.day > engagement.ends_on) {
      throw invalid(`items.${index}.day`, `must be on the engagement's days, ${engagement.starts_on} to ${engagement.ends_on}`);
    }
    if (item.from > item.day) throw invalid(`items.${index}.from`, 'must not be after day');
    if (item.to < item.day) throw invalid(`items.${index}.to`, 'must not be before day');
  });
}

const same = (plan: PlanRow, body: z.output<typeof savePlan>): boolean => {
  const open = plan.items.filter(({ session_id }) => session_id === null).map(({ id, kind, target_day, status }) => `${id} ${kind} ${target_day} ${status}`);
  return body.items.every(({ id, kind, day, status }) => open.includes(`${id} ${kind} ${day} ${status}`)) && open.length === body.items.length;
};

/** Accepts a plan. Booked sessions are never moved by it; the same request again changes nothing. */
export async function keepPlan(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof savePlan>): Promise<PlanPage> {
  const scope = await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'plan'));
  const facts = await readFacts(context, actor, scope);
  checkItems(facts, body.items);
  await checkRegions(facts.engagement.people, body.settings.regions, 'settings.regions');
  await context.db.scoped(actor.tenantId, async (tx) => {
    const { starts_on, ends_on } = facts.engagement;
    const kept = await replacePlan(tx, scope, body.version, { settings: body.settings, from: starts_on, to: ends_on, items: body.items, now: context.clock.now() });
    if (kept) return;
    const there = await readPlan(tx, scope);
    if (there?.version !== (body.version ?? 0) + 1 || !same(there, body)) {
      throw new AppError('conflict', 'Somebody else changed this plan meanwhile. Look at it again, then change it.');
    }
  });
  return readPage(context, actor, engagementId);
}

async function checkLinks(context: AppContext, scope: EngagementScope, body: z.output<typeof bookSeries>): Promise<void> {
  const plan = await context.db.scoped(scope.tenantId, (tx) => readPlan(tx, scope));
  body.sessions.forEach(({ id, itemId }, index) => {
    const item = plan?.items.find((one) => one.id === itemId);
    if (itemId !== null && !item) throw invalid(`sessions.${index}.itemId`, 'is no planned session of this engagement');
    if (item?.session_id && item.session_id !== id) throw new AppError('conflict', 'One of these was booked meanwhile. Look at the plan again.');
  });
}

/** Books all chosen times as single sessions in one action. The calendars are written in the background. */
export async function bookAll(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof bookSeries>): Promise<SeriesBooked> {
  const scope = await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'book'));
  const facts = await readFacts(context, actor, scope);
  const { people } = facts.engagement;
  body.sessions.forEach(({ kind }, index) => {
    if (kind === 'three-way' && !people.some(({ role }) => role === 'sponsor')) throw invalid(`sessions.${index}.kind`, 'needs a sponsor, and this engagement has none');
  });
  body.relax.forEach((one, index) => {
    if ('personId' in one && !people.some(({ id }) => id === one.personId)) throw invalid(`relax.${index}.personId`, 'is nobody of this engagement');
  });
  await checkLinks(context, scope, body);
  const outcomes = await bookMany(context, actor, scope, facts, {
    wanted: body.sessions.map(({ id, kind, start, minutes }) => ({ id, kind, start: new Date(start), minutes })),
    relax: body.relax,
    also: (tx, kept) => linkSessions(tx, scope, body.id, body.sessions.filter(({ id }) => kept.includes(id))),
  });
  const sessions = await context.db.scoped(actor.tenantId, (tx) => listSessions(tx, scope));
  const results = outcomes.map(({ id, why }) => {
    const row = sessions.find((one) => one.id === id);
    return { id, why, session: row && why === null ? presentSession(row, scope, context.clock.now()) : null };
  });
  return { id: body.id, results };
}

/** Cancels every session of a series that is still to come, as far as the bands allow; of those that are near the coach is asked. Once more cancels nothing more. */
export async function cancelAll(context: AppContext, actor: Actor, engagementId: string, seriesId: string): Promise<SeriesCancelled> {
  const done = await context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'book');
    return cancelMany(context, scope, tx, await sessionsOfSeries(tx, scope, seriesId));
  });
  await wakeCalendars(context);
  const results = done.map(({ row, fate }) => ({ id: row.id, start: new Date(row.starts_at).toISOString(), fate }));
  return { cancelled: results.filter(({ fate }) => fate === 'cancelled').length, results };
}

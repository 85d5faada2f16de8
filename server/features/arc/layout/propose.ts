import type { z } from 'zod';
import type { Actor } from '../../../access/actor.ts';
import { authorise } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { newId } from '../../../platform/ids.ts';
import { dateOf, dayOf } from '../../../platform/zones.ts';
import { readFacts, type Facts } from '../../scheduling/service.ts';
import type { PlanProposal, PlanSettings, planWish } from '../contract.ts';
import { dayIn, inWords, isAway, reachFor, sameSettings, spacingFor, weekdayOf, windowDays } from '../rules.ts';
import { readPlan, type ItemRow, type PlanRow } from '../store.ts';
import { arrange, daysAround, type Aim, type Arranged } from '../times/arrange.ts';
import { checkRegions, daysOffOf, readFor } from '../times/context.ts';
import { blockedBy, reachOf } from '../times/present.ts';
import { outline, type Mark, type Outline, type Outlined } from './outline.ts';

const droppedWords: Record<Outline['dropped'][number]['why'], string> = {
  passed: 'Its days have passed without a booking.',
  'after-the-end': 'It lies after the engagement’s last day.',
  'booked-instead': 'A session was booked near it without the plan: it takes its place.',
};

const missingWords: Record<Mark, string> = {
  start: 'No three-way session fits near the start any more.',
  middle: 'No three-way session fits near the middle.',
  end: 'No three-way session fits near the end.',
};

const clientZone = ({ engagement: { people } }: Facts): string => people.find(({ role }) => role === 'client')?.zone ?? 'UTC';
export const isOpen = (item: ItemRow): boolean => item.session_id === null && item.status === 'planned';

/** The first day that planning may use: today, the engagement's first day, or the end of a pause. */
export function planFrom({ engagement }: Facts, zone: string, now: Date): number {
  const pause = engagement.paused_until === null ? -Infinity : dayOf(engagement.paused_until);
  return Math.max(dayIn(zone, now), dayOf(engagement.starts_on), pause);
}

/** The outline of an engagement with what is booked and planned already. Another rhythm begins anew; booked sessions stay in any case. */
export function outlineOf(facts: Facts, plan: PlanRow | null, settings: PlanSettings, now: Date): Outline {
  const { engagement, sessions } = facts;
  const zone = clientZone(facts);
  const linked = new Set(plan?.items.map(({ session_id }) => session_id));
  const anew = plan !== null && (plan.settings.cadenceDays !== settings.cadenceDays || plan.settings.weekday !== settings.weekday);
  const kept = anew ? [] : (plan?.items.filter(isOpen) ?? []);
  // What was left out on purpose keeps its place, so that nothing is planned there again.
  const skipped = plan?.items.filter(({ session_id, status }) => session_id === null && status === 'skipped') ?? [];
  return outline({
    starts: dayOf(engagement.starts_on),
    ends: dayOf(engagement.ends_on),
    from: planFrom(facts, zone, now),
    cadenceDays: settings.cadenceDays,
    weekday: settings.weekday,
    threeWays: engagement.people.some(({ role }) => role === 'sponsor'),
    fixed: [
      ...sessions.map((one) => ({ day: dayIn(zone, new Date(one.starts_at)), kind: one.kind, planned: linked.has(one.id) })),
      ...skipped.map(({ target_day, kind }) => ({ day: dayOf(target_day), kind, planned: true })),
    ],
    open: kept.map(({ id, kind, target_day }) => ({ id, kind, day: dayOf(target_day) })),
  });
}

/** Lays the engagement out, or proposes how the rest of a plan should change. Stores nothing. */
export async function propose(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof planWish>): Promise<PlanProposal> {
  const { scope, plan } = await context.db.scoped(actor.tenantId, async (tx) => {
    const proof = await authorise(tx, actor, engagementId, 'plan');
    return { scope: proof, plan: await readPlan(tx, proof) };
  });
  const facts = await readFacts(context, actor, scope);
  const { settings } = body;
  await checkRegions(facts.engagement.people, settings.regions, 'settings.regions');
  const now = context.clock.now();
  const drawn = outlineOf(facts, plan, settings, now);
  const sessions = drawn.sessions.slice(0, 60);
  const placed = sessions.length > 0 ? await place(context, actor, facts, settings, sessions) : null;
  const items = sessions.map((session, at) => proposed(facts, session, placed?.all[at] ?? null, placed?.why(at) ?? ''));
  const anew = plan !== null && items.every(({ before }) => before === null) ? plan.items.filter(isOpen).map(({ id }) => ({ id, why: null })) : [];
  const gone = [...drawn.dropped.map(({ id, why }) => ({ id, why: droppedWords[why] })), ...anew.map(({ id }) => ({ id, why: 'The rhythm is another now.' }))];
  const dropped = gone.flatMap(({ id, why }) => plan!.items.filter((item) => item.id === id).map((item) => ({ id, kind: item.kind, day: item.target_day, why })));
  return {
    version: plan?.version ?? null,
    settings,
    items,
    dropped: [...new Map(dropped.map((one) => [one.id, one])).values()],
    calendars: placed?.calendars ?? [],
    notes: notesOf(facts, drawn),
    same: dropped.length === 0 && items.every(({ why }) => why === '') && plan !== null && sameSettings(plan.settings, settings),
  };
}

function notesOf({ engagement }: Facts, drawn: Outline): string[] {
  const sponsor = engagement.people.some(({ role }) => role === 'sponsor');
  const paused = engagement.paused_until ? [`Nothing is planned before the pause ends on ${inWords(engagement.paused_until)}.`] : [];
  const words = sponsor ? drawn.missing.map((mark) => missingWords[mark]) : ['This engagement has no sponsor, so there are no three-way sessions.'];
  return [...words, ...paused];
}

async function place(context: AppContext, actor: Actor, facts: Facts, settings: PlanSettings, sessions: Outlined[]) {
  const { rules, people, session_minutes } = facts.engagement;
  const aims = sessions.map((one): Aim => ({ itemId: one.id, kind: one.kind, minutes: session_minutes, ideal: one.day, current: one.before?.day ?? null }));
  const reach = reachFor(settings.cadenceDays);
  const days = daysAround(aims, reach);
  // A session may be earlier than its ideal day, but never in a pause or before the engagement.
  const from = Math.max(days.from, planFrom(facts, clientZone(facts), context.clock.now()));
  const together = await readFor(context, actor, facts, aims, { ...days, from });
  const away = isAway(settings.away);
  const daysOff = await daysOffOf(people, settings.regions, together.window);
  const { min } = spacingFor(settings.cadenceDays, rules.spacingDays.min);
  const all = arrange(together, aims, {
    reach, relax: [], daysOff, spacing: { min, max: Math.max(rules.spacingDays.max, settings.cadenceDays) },
    liking: { minute: settings.minute, preferred: rules.preferred, away },
  });
  const why = (at: number): string => blockedBy(together, all[at]!, { minDays: min, reach, away })[0] ?? '';
  const client = people.find(({ role }) => role === 'client')!.id;
  return { all: onWorkdays(all, client), why, calendars: reachOf(together) };
}

/** What is arranged, and the day that each session is planned for. */
type Planned = Arranged & { day: number };

/**
 * The day of each: the one it got, or the one that was aimed at. A new session that got none is not planned for a day on which the client never
 * works, but for the nearest other that no other session has.
 */
function onWorkdays(all: Arranged[], clientId: string): Planned[] {
  const taken = new Set(all.map(({ aim, chosen }) => chosen?.day ?? aim.ideal));
  return all.map((one) => {
    const { aim, chosen, query } = one;
    const hours = query.people.find(({ id }) => id === clientId)?.hours ?? [];
    const works = (day: number): boolean => hours.some(({ weekday }) => weekday === weekdayOf(day));
    if (chosen || aim.current !== null || works(aim.ideal)) return { ...one, day: chosen?.day ?? aim.ideal };
    const around = Array.from({ length: 6 }, (_none, index) => [aim.ideal - index - 1, aim.ideal + index + 1]).flat();
    const [first, last] = [query.from, query.to - 1].map((at) => dayIn(query.spreadZone, new Date(at))) as [number, number];
    const day = around.find((other) => other >= first && other <= last && works(other) && !taken.has(other)) ?? aim.ideal;
    taken.add(day);
    return { ...one, day };
  });
}

function proposed({ engagement }: Facts, session: Outlined, placed: Planned | null, blocked: string): PlanProposal['items'][number] {
  const day = placed?.day ?? session.day;
  const fits = placed?.chosen !== null && placed !== null;
  const bound = (one: number): string => dateOf(Math.min(Math.max(one, dayOf(engagement.starts_on)), dayOf(engagement.ends_on)));
  const before = session.before && { day: dateOf(session.before.day), kind: session.before.kind };
  return {
    id: session.id ?? newId(), kind: session.kind, day: dateOf(day), from: bound(day - windowDays), to: bound(day + windowDays),
    status: 'planned', sessionId: null, before, fits, why: whyOf(session, day, fits, blocked),
  };
}

function whyOf({ before, kind, day: ideal }: Outlined, day: number, fits: boolean, blocked: string): string {
  if (!fits) return `No time suits everybody around ${inWords(dateOf(day))} yet. ${blocked}`.trim();
  const off = blocked === '' ? '' : ` ${blocked}`;
  if (before === null) return day === ideal ? 'New in the plan.' : `New in the plan.${off}`;
  if (before.day !== day) return `${inWords(dateOf(before.day))} does not work any more.${off}`;
  if (before.kind !== kind) return kind === 'three-way' ? 'It becomes the three-way session of this part.' : 'Another session is the three-way of this part now.';
  return '';
}

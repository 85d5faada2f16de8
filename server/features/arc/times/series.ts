import type { z } from 'zod';
import type { Actor } from '../../../access/actor.ts';
import { authorise } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { invalid } from '../../../platform/errors.ts';
import { dayOf } from '../../../platform/zones.ts';
import type { EngagementRow } from '../../engagements/service.ts';
import type { Relaxation, SessionKind } from '../../scheduling/contract.ts';
import { readFacts, type Facts, type Together } from '../../scheduling/service.ts';
import type { PlanSettings, planTimes, seriesWish, TimesPreview } from '../contract.ts';
import { dayIn, isAway, reachFor, seriesDays, spacingFor } from '../rules.ts';
import { readPlan } from '../store.ts';
import { arrange, daysAround, type Aim } from './arrange.ts';
import { checkRelax, daysOffOf, likelyRegions, readFor } from './context.ts';
import { presentOccurrences, reachOf } from './present.ts';

const most = 60;
const clientZone = ({ people }: EngagementRow): string => people.find(({ role }) => role === 'client')?.zone ?? 'UTC';

function checkKind({ people }: EngagementRow, kind: SessionKind): void {
  if (kind === 'three-way' && !people.some(({ role }) => role === 'sponsor')) throw invalid('kind', 'needs a sponsor, and this engagement has none');
}

interface Asked {
  aims: Aim[];
  everyDays: number;
  minute: number | null;
  regions: PlanSettings['regions'];
  away: PlanSettings['away'];
  relax: Relaxation[];
}

/** Times for a cadence: each occurrence with its best time, others, or who and what is in the way. */
export async function previewSeries(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof seriesWish>): Promise<TimesPreview> {
  const scope = await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'book'));
  const facts = await readFacts(context, actor, scope);
  const { engagement } = facts;
  checkKind(engagement, body.kind);
  checkRelax(engagement.people, body.relax);
  const plan = await context.db.scoped(actor.tenantId, (tx) => readPlan(tx, scope));
  const today = dayIn(clientZone(engagement), context.clock.now());
  const wish = { everyDays: body.everyDays, first: body.first ?? null, count: body.count ?? null, until: body.until ?? null, weekday: body.weekday };
  const days = seriesDays(wish, { today, starts: dayOf(engagement.starts_on), ends: dayOf(engagement.ends_on), most }).filter((day) => day >= today);
  const aims = days.map((ideal): Aim => ({ itemId: null, kind: body.kind, minutes: body.minutes ?? engagement.session_minutes, ideal, current: null }));
  const regions = plan?.settings.regions ?? (await likelyRegions(engagement.people));
  return preview(context, actor, facts, { aims, everyDays: body.everyDays, minute: body.minute, regions, away: plan?.settings.away ?? [], relax: body.relax });
}

/** Times for planned sessions, as for a cadence. */
export async function previewPlan(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof planTimes>): Promise<TimesPreview> {
  const { scope, plan } = await context.db.scoped(actor.tenantId, async (tx) => {
    const proof = await authorise(tx, actor, engagementId, 'book');
    return { scope: proof, plan: await readPlan(tx, proof) };
  });
  const facts = await readFacts(context, actor, scope);
  checkRelax(facts.engagement.people, body.relax);
  const today = dayIn(clientZone(facts.engagement), context.clock.now());
  const open = (plan?.items ?? []).filter((item) => item.session_id === null && item.status === 'planned' && dayOf(item.target_day) >= today);
  const unknown = body.itemIds?.findIndex((id) => !open.some((item) => item.id === id)) ?? -1;
  if (unknown >= 0) throw invalid(`itemIds.${unknown}`, 'is no planned session that is still open');
  const wanted = body.itemIds ? open.filter(({ id }) => body.itemIds!.includes(id)) : open;
  const aims = wanted.slice(0, most).map((item): Aim => ({
    itemId: item.id, kind: item.kind, minutes: facts.engagement.session_minutes, ideal: dayOf(item.target_day), current: null,
  }));
  const { cadenceDays = facts.engagement.cadence_days, minute = null, regions = [], away = [] } = plan?.settings ?? {};
  return preview(context, actor, facts, { aims, everyDays: cadenceDays, minute, regions, away, relax: body.relax });
}

async function preview(context: AppContext, actor: Actor, facts: Facts, asked: Asked): Promise<TimesPreview> {
  const { aims, everyDays } = asked;
  if (aims.length === 0) {
    return { occurrences: [], calendars: [], notes: ['There is no day left to find times for. Change the engagement’s last day, or the first date.'], relax: asked.relax, offers: [] };
  }
  const { rules, people } = facts.engagement;
  const { min, loosened } = asked.relax.some(({ type }) => type === 'spacing') ? { min: 0, loosened: false } : spacingFor(everyDays, rules.spacingDays.min);
  const relax: Relaxation[] = loosened ? [...asked.relax, { type: 'spacing' }] : asked.relax;
  const reach = reachFor(everyDays);
  const together = await readFor(context, actor, facts, aims, daysAround(aims, reach));
  const away = isAway(asked.away);
  const daysOff = await daysOffOf(people, asked.regions, together.window);
  const liking = { minute: asked.minute, preferred: rules.preferred, away };
  const arranged = arrange(together, aims, { reach, spacing: { min, max: Math.max(rules.spacingDays.max, everyDays) }, relax, liking, daysOff });
  return {
    occurrences: presentOccurrences(together, arranged, { minDays: min, reach, away }),
    calendars: reachOf(together),
    notes: loosened ? [`This is closer together than the ${rules.spacingDays.min} days that this engagement usually leaves between sessions.`] : [],
    relax,
    offers: offersFor(together, relax, arranged.some(({ chosen }) => chosen === null)),
  };
}

/** What would open times: somebody whose calendar cannot be read confirms each one. */
function offersFor(together: Together, relax: Relaxation[], needed: boolean): TimesPreview['offers'] {
  const asked = new Set(relax.flatMap((one) => (one.type === 'unconfirmed' || one.type === 'optional' ? [one.personId] : [])));
  const offers = together.knowledge.filter(({ known, personId }) => needed && !known && !asked.has(personId)).map(({ personId, displayName }) => ({
    label: `Ask ${displayName} to confirm each`, relax: [...relax, { type: 'unconfirmed' as const, personId }],
  }));
  const sponsor = needed && together.knowledge.find(({ role, personId }) => role === 'sponsor' && !asked.has(personId));
  return sponsor ? [...offers, { label: `${sponsor.displayName} optional`, relax: [...relax, { type: 'optional', personId: sponsor.personId }] }] : offers;
}

import type { Actor } from '../../../access/actor.ts';
import { authorise, type EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { invalid } from '../../../platform/errors.ts';
import { readEngagement, type EngagementRow } from '../../engagements/service.ts';
import { saveZone } from '../../people/service.ts';
import type { Relaxation } from '../contract.ts';
import { applyRelaxation } from '../slots/relax.ts';
import type { SlotQuery } from '../slots/types.ts';
import { neighbourStarts, readSession, type SessionRow } from '../store.ts';
import { gather, type Knowledge, type ReadSchedules, type Window } from './gather.ts';
import { engagementDays, invitedRoles, lookAheadDays, searchWindow, slotQuery, windowAround, type Wish } from './query.ts';

/** A question that is ready to be answered without asking anybody again. */
export interface Search {
  engagement: EngagementRow;
  knowledge: Knowledge[];
  window: Window;
  wish: Wish;
  /** Before anything was loosened. */
  strict: SlotQuery;
  /** With what was loosened. */
  query: SlotQuery;
}

interface Facts {
  engagement: EngagementRow;
  neighbours: Date[];
  moving: SessionRow | null;
}

/** What our own database knows; nothing is held while Microsoft is asked afterwards. */
export const factsFor = (context: AppContext, scope: EngagementScope, movingId: string | null): Promise<Facts> =>
  context.db.reading(scope.tenantId, (tx) => factsIn(tx, scope, movingId, context.clock.now()));

/** The same, with the scope that the actor has for booking. */
export const openFacts = (context: AppContext, actor: Actor, engagementId: string, movingId: string | null): Promise<Facts & { scope: EngagementScope }> =>
  context.db.reading(actor.tenantId, async (tx) => {
    const [scope, facts] = await Promise.all([authorise(tx, actor, engagementId, 'book'), factsIn(tx, { tenantId: actor.tenantId, engagementId }, movingId, context.clock.now())]);
    return { scope, ...facts };
  });

/** Shows nothing to anybody by itself. */
async function factsIn(tx: Queryable, scope: Pick<EngagementScope, 'tenantId' | 'engagementId'>, movingId: string | null, now: Date): Promise<Facts> {
  const [engagement, neighbours, moving] = await Promise.all([readEngagement(tx, scope, now), neighbourStarts(tx, scope, movingId), movingId ? readSession(tx, scope, movingId) : null]);
  return { engagement, neighbours, moving };
}

/** Loosening names people of this engagement only. */
function checkRelaxations(relax: Relaxation[], knowledge: Knowledge[]): void {
  relax.forEach((one, index) => {
    if ('personId' in one && !knowledge.some((person) => person.personId === one.personId)) {
      throw invalid(`relax.${index}.personId`, 'is nobody who takes part in this session');
    }
  });
}

/** Zones that a calendar told and nobody had told before are kept: other screens show them too. */
async function keepZones(context: AppContext, tenantId: string, people: EngagementRow['people'], knowledge: Knowledge[]): Promise<void> {
  const learnt = knowledge.filter((one) => !one.zoneAssumed && people.find((person) => person.id === one.personId)?.zone === null);
  if (learnt.length === 0) return;
  await context.db.scoped(tenantId, async (tx) => {
    for (const one of learnt) await saveZone(tx, tenantId, one.personId, one.zone);
  });
}

const later = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000);

/** What a chosen time is looked at again with. */
export function wishFor({ engagement, neighbours }: Facts, kind: Wish['kind'], chosen: Window, now: Date): Wish {
  const wish = { kind, minutes: (chosen.to.getTime() - chosen.from.getTime()) / 60_000, from: null, to: null };
  return { ...wish, ...windowAround(chosen, searchWindow(engagement, wish, neighbours, now)) };
}

/** Reads everybody's time and puts the question together. Rejects with MicrosoftFailure when it cannot be read. */
export async function prepare(
  context: AppContext,
  read: ReadSchedules,
  tenantId: string,
  facts: Facts,
  request: { wish: Wish; relax: Relaxation[] },
): Promise<Search> {
  const { engagement, neighbours, moving } = facts;
  const { wish, relax } = request;
  const now = context.clock.now();
  const window = searchWindow(engagement, wish, neighbours, now);
  const people = engagement.people.filter((person) => invitedRoles(wish.kind).includes(person.role));
  const extra = relax.reduce((days, one) => days + (one.type === 'later' ? one.days : 0), 0);
  const ahead = later(window.to, Math.max(lookAheadDays, extra));
  // Nothing is ever offered after the engagement's last day, however far the search is to go on.
  const dataUntil = new Date(Math.max(window.to.getTime(), Math.min(ahead.getTime(), engagementDays(engagement).to.getTime())));
  // A day more on both sides: buffers reach beyond the window.
  const knowledge = await gather(context, read, { tenantId, engagementId: engagement.id, people, window: { from: later(window.from, -1), to: later(dataUntil, 1) }, moving });
  checkRelaxations(relax, knowledge);
  await keepZones(context, tenantId, engagement.people, knowledge);
  const strict = slotQuery(engagement, knowledge, { window, minutes: wish.minutes, neighbours, now, dataUntil });
  return { engagement, knowledge, window, wish, strict, query: relax.reduce(applyRelaxation, strict) };
}

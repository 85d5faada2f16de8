import type { Actor } from '../../../access/actor.ts';
import type { EngagementScope } from '../../../access/scope.ts';
import type { Role } from '../../../access/roles.ts';
import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { readEngagement, type EngagementRow } from '../../engagements/service.ts';
import { saveZone } from '../../people/service.ts';
import type { Relaxation, SessionKind } from '../contract.ts';
import { gather, type Knowledge, type Window } from '../find/gather.ts';
import { invitedRoles, slotQuery } from '../find/query.ts';
import { applyRelaxation } from '../slots/relax.ts';
import type { SlotQuery } from '../slots/types.ts';
import { listSessions, type SessionRow } from '../store.ts';

const day = 86_400_000;

/** Everybody's time over many sessions, read once for all of them. */
export interface Together {
  engagement: EngagementRow;
  /** Those of the engagement's sessions that took place or are to take place, soonest first. */
  sessions: SessionRow[];
  knowledge: Knowledge[];
  window: Window;
  now: Date;
}

export interface Facts {
  engagement: EngagementRow;
  sessions: SessionRow[];
}

/**
 * What our own database knows of an engagement and its sessions. Days are counted in people's zones: those that nobody told yet are asked
 * of their calendars once, and kept.
 */
export async function readFacts(context: AppContext, actor: Actor, scope: EngagementScope): Promise<Facts> {
  const read = () => context.db.scoped(scope.tenantId, async (tx) => ({
    engagement: await readEngagement(tx, scope, context.clock.now()),
    sessions: (await listSessions(tx, scope)).filter(({ state }) => state !== 'cancelled' && state !== 'late-cancel'),
  }));
  const facts = await read();
  return (await learnZones(context, actor, facts.engagement)) ? read() : facts;
}

/** True when a zone was learnt. Microsoft's silence is no reason to refuse: then UTC stands in, as it does on every other screen. */
async function learnZones(context: AppContext, actor: Actor, { people }: EngagementRow): Promise<boolean> {
  const unknown = people.filter(({ zone, object_id }) => zone === null && object_id !== null);
  if (unknown.length === 0) return false;
  const now = context.clock.now();
  try {
    const told = await context.microsoft.onBehalfOf(actor).schedules(unknown.map(({ email }) => email), now.toISOString(), new Date(now.getTime() + day).toISOString());
    const learnt = unknown.flatMap(({ id }, at) => (told[at]!.readable && told[at]!.zone !== null ? [{ id, zone: told[at]!.zone! }] : []));
    await context.db.scoped(actor.tenantId, async (tx) => {
      for (const { id, zone } of learnt) await saveZone(tx, actor.tenantId, id, zone);
    });
    return learnt.length > 0;
  } catch (error) {
    if (error instanceof MicrosoftFailure) return false;
    throw error;
  }
}

/**
 * Reads the calendars of everybody who is in one of the kinds, in the actor's name: one question to Microsoft for all people and
 * sessions, which the client of Graph splits where a window is longer than Microsoft takes. Rejects with MicrosoftFailure.
 */
export async function readTogether(
  context: AppContext,
  actor: Actor,
  facts: Facts,
  request: { kinds: readonly SessionKind[]; window: Window },
): Promise<Together> {
  const { kinds, window } = request;
  const roles = new Set<string>(kinds.flatMap(invitedRoles));
  const people = facts.engagement.people.filter((person) => roles.has(person.role));
  const microsoft = context.microsoft.onBehalfOf(actor);
  // A day more on both sides: buffers reach beyond the window.
  const wide = { from: new Date(window.from.getTime() - day), to: new Date(window.to.getTime() + day) };
  const read = (emails: string[], from: string, to: string) => microsoft.schedules(emails, from, to);
  const knowledge = await gather(context, read, { tenantId: actor.tenantId, engagementId: facts.engagement.id, people, window: wide, moving: null });
  return { ...facts, knowledge, window, now: context.clock.now() };
}

export interface Question {
  kind: SessionKind;
  minutes: number;
  from: number;
  to: number;
  relax: Relaxation[];
  /** Starts (epoch ms) that the session is spaced from. */
  neighbours: number[];
}

/** The finder's question about one of the sessions, from what was read together. */
export function queryTogether(together: Together, ask: Question): SlotQuery {
  const { engagement, window, now } = together;
  const invited = invitedRoles(ask.kind);
  const strict = slotQuery(engagement, together.knowledge.filter((one) => invited.includes(one.role)), {
    window: { from: new Date(ask.from), to: new Date(ask.to) },
    minutes: ask.minutes,
    neighbours: ask.neighbours.map((ms) => new Date(ms)),
    now,
    dataUntil: window.to,
  });
  return ask.relax.filter((one) => !('personId' in one) || strict.people.some(({ id }) => id === one.personId)).reduce(applyRelaxation, strict);
}

/** Whether somebody with this part is asked to sessions of this kind. */
export const isInvited = (kind: SessionKind, role: Role): boolean => invitedRoles(kind).includes(role);

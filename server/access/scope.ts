import type { Queryable } from '../platform/db/database.ts';
import { keepPlan } from '../platform/db/kept-plans.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Actor, Party } from './actor.ts';
import { allowed, may, type Action, type Status } from './policies.ts';
import type { Role, Standing } from './roles.ts';
import { seesOf, seesSession, type SponsorSees } from './visibility.ts';

declare const proven: unique symbol;

/** Proof that somebody may do `action` in one engagement; only `authorise` mints it, and every query of one needs it. */
export interface EngagementScope extends Standing {
  readonly [proven]: true;
  readonly tenantId: string;
  readonly engagementId: string;
  /** The viewer's row in `people`. */
  readonly personId: string;
  readonly status: Status;
  /** What the agreement in force lets a sponsor see; null while there is none. */
  readonly sponsorSees: SponsorSees | null;
}

/** Who somebody is in an engagement: columns of `engagements`, for what reads them together with what is asked for. */
export interface Parties {
  client_id: string;
  coach_id: string;
  sponsor_id: string | null;
  status: Status;
  sponsor_sees: SponsorSees | null;
}

function roleOf(parties: Parties, personId: string): Role | null {
  if (parties.client_id === personId) return 'client';
  if (parties.coach_id === personId) return 'coach';
  return parties.sponsor_id === personId ? 'sponsor' : null;
}

const statusRefusals: Record<Status, string> = {
  active: 'This engagement is running already.',
  paused: 'This engagement is paused. Resume it first.',
  ended: 'This engagement has ended.',
};

const partiesQuery = keepPlan('select client_id, coach_id, sponsor_id, status, sponsor_sees from engagements where tenant_id = $1 and id = $2');

/**
 * Opens one engagement for one action. Somebody it does not concern gets 404, as if it were not there; somebody whom
 * only its status stops gets 409 with the reason.
 */
export async function authorise(tx: Queryable, actor: Actor | Party, engagementId: string, action: Action): Promise<EngagementScope> {
  const { rows } = await tx.query<Parties>(partiesQuery, [actor.tenantId, engagementId]);
  return prove(rows[0], actor, engagementId, action);
}

/** The same for parties that were read already, together with something that must not be shown before. */
export function prove(parties: Parties | undefined, actor: Actor | Party, engagementId: string, action: Action): EngagementScope {
  // A personal link opens the engagement it was made for, also to a coach who has others.
  if ('onlyEngagement' in actor && actor.onlyEngagement !== null && actor.onlyEngagement !== engagementId) throw notFound('The engagement');
  if (!parties) throw notFound('The engagement');
  const standing: Standing = { role: roleOf(parties, actor.personId), programmeLead: actor.programmeLead };
  if (!allowed(standing, action)) throw notFound('The engagement');
  if (!may(standing, action, parties.status)) throw new AppError('conflict', statusRefusals[parties.status]);
  return { ...standing, tenantId: actor.tenantId, engagementId, personId: actor.personId, status: parties.status, sponsorSees: parties.sponsor_sees } as EngagementScope;
}

/** The same, starting from one of the engagement's sessions. */
export async function authoriseSession(tx: Queryable, actor: Actor | Party, sessionId: string, action: Action): Promise<EngagementScope> {
  const { rows } = await tx.query<SessionParties>(sessionPartiesQuery, [actor.tenantId, sessionId]);
  return proveSession(rows[0], actor, action);
}

/** The parties of a session's engagement, with the session's kind. */
export interface SessionParties extends Parties {
  engagement_id: string;
  kind: 'coaching' | 'three-way' | 'chemistry';
}

const sessionPartiesQuery = keepPlan(`select s.engagement_id, s.kind, e.client_id, e.coach_id, e.sponsor_id, e.status, e.sponsor_sees
  from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id where s.tenant_id = $1 and s.id = $2`);

/** The same for a session that was read already, together with something that must not be shown before. */
export function proveSession(session: SessionParties | undefined, actor: Actor | Party, action: Action): EngagementScope {
  if (!session) throw notFound('The session');
  const scope = sayingOf('The session', () => prove(session, actor, session.engagement_id, action));
  if (!seesSession(session.kind, seesOf(scope, scope.sponsorSees))) throw notFound('The session');
  return scope;
}

/** A refusal names what was asked for, not the engagement that it belongs to: `what` as a sentence begins, e.g. "The session". */
export function sayingOf(what: string, work: () => EngagementScope): EngagementScope {
  try {
    return work();
  } catch (error) {
    throw error instanceof AppError && error.code === 'not-found' ? notFound(what) : error;
  }
}

/**
 * The scope of background work on one engagement: it may read what the work needs. It acts for nobody, or finishes what
 * `personId` asked for while they were there.
 */
export const authoriseSystem = (tenantId: string, engagementId: string, personId = ''): EngagementScope =>
  ({ role: null, programmeLead: false, tenantId, engagementId, personId, status: 'active', sponsorSees: null }) as unknown as EngagementScope;

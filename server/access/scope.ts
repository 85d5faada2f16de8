import type { Queryable } from '../platform/db/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Actor, Party } from './actor.ts';
import { allowed, may, type Action, type Status } from './policies.ts';
import type { Role, Standing } from './roles.ts';

declare const proven: unique symbol;

/** Proof that somebody may do `action` in one engagement; only `authorise` mints it, and every query of one needs it. */
export interface EngagementScope extends Standing {
  readonly [proven]: true;
  readonly tenantId: string;
  readonly engagementId: string;
  /** The viewer's row in `people`. */
  readonly personId: string;
  readonly status: Status;
}

interface Parties {
  client_id: string;
  coach_id: string;
  sponsor_id: string | null;
  status: Status;
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

/**
 * Opens one engagement for one action. Somebody it does not concern gets 404, as if it were not there; somebody whom
 * only its status stops gets 409 with the reason.
 */
export async function authorise(tx: Queryable, actor: Actor | Party, engagementId: string, action: Action): Promise<EngagementScope> {
  // A personal link opens the engagement it was made for, also to a coach who has others.
  if ('onlyEngagement' in actor && actor.onlyEngagement !== null && actor.onlyEngagement !== engagementId) throw notFound('The engagement');
  const { rows } = await tx.query<Parties>(
    'select client_id, coach_id, sponsor_id, status from engagements where tenant_id = $1 and id = $2',
    [actor.tenantId, engagementId],
  );
  const parties = rows[0];
  if (!parties) throw notFound('The engagement');
  const standing: Standing = { role: roleOf(parties, actor.personId), programmeLead: actor.programmeLead };
  if (!allowed(standing, action)) throw notFound('The engagement');
  if (!may(standing, action, parties.status)) throw new AppError('conflict', statusRefusals[parties.status]);
  return { ...standing, tenantId: actor.tenantId, engagementId, personId: actor.personId, status: parties.status } as EngagementScope;
}

/** The same, starting from one of the engagement's sessions. */
export async function authoriseSession(tx: Queryable, actor: Actor | Party, sessionId: string, action: Action): Promise<EngagementScope> {
  const { rows } = await tx.query<{ engagement_id: string }>(
    'select engagement_id from sessions where tenant_id = $1 and id = $2',
    [actor.tenantId, sessionId],
  );
  if (!rows[0]) throw notFound('The session');
  return authorise(tx, actor, rows[0].engagement_id, action).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not-found' ? notFound('The session') : error;
  });
}

/**
 * The scope of background work on one engagement: it may read what the work needs. It acts for nobody, or finishes what
 * `personId` asked for while they were there.
 */
export const authoriseSystem = (tenantId: string, engagementId: string, personId = ''): EngagementScope =>
  ({ role: null, programmeLead: false, tenantId, engagementId, personId, status: 'active' }) as unknown as EngagementScope;

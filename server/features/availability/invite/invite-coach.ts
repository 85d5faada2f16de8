import type { Actor } from '../../../access/actor.ts';
import { authorise } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { readEngagement, record } from '../../engagements/service.ts';
import type { CoachLinkCreated, CoachLinks, createCoachLink } from '../contract.ts';
import { createLink, listLinks, revokeLink } from '../links/links.ts';
import { linkMail } from './link-mail.ts';
import type { z } from 'zod';

/** The engagement's key for links, once the actor has proven that they may invite its coach. */
async function open(context: AppContext, actor: Actor, engagementId: string) {
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'invite-coach');
    const engagement = await readEngagement(tx, scope, context.clock.now());
    const coach = engagement.people.find((person) => person.role === 'coach')!;
    const client = engagement.people.find((person) => person.role === 'client')!;
    return { key: { tenantId: scope.tenantId, engagementId, coachPersonId: coach.id }, coach, client, scope };
  });
}

/**
 * Makes a link, and mails it from the person who asked. A mail that cannot be sent does not lose the link: it is shown
 * all the same, with `sent: false`. A missing permission is told, since it will not pass by itself.
 */
export async function inviteCoach(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof createCoachLink>): Promise<CoachLinkCreated> {
  const { key, coach, client, scope } = await open(context, actor, engagementId);
  const { link, url } = await createLink(context, key, body.days);
  const made = { ...link, url };
  await context.db.scoped(actor.tenantId, (tx) => record(tx, { ...scope, actorId: actor.personId, what: 'coach-link-made', detail: { linkId: made.id }, now: context.clock.now() }));
  if (!body.send) return { ...made, sent: false };
  try {
    const mail = linkMail({ to: coach.display_name, client: client.display_name, from: actor.displayName, url: made.url, expiresAt: made.expiresAt });
    await context.microsoft.onBehalfOf(actor).sendMail({ to: { email: coach.email, displayName: coach.display_name }, ...mail });
    return { ...made, sent: true };
  } catch (error) {
    if (!(error instanceof MicrosoftFailure)) throw error;
    context.log.warn({ kind: error.kind }, 'the link could not be mailed');
    return { ...made, sent: false };
  }
}

export async function linksOfEngagement(context: AppContext, actor: Actor, engagementId: string): Promise<CoachLinks> {
  return listLinks(context, (await open(context, actor, engagementId)).key);
}

/** Withdraws a link for good; one that is withdrawn already stays so. Rejects with 404 for one that is not this engagement's. */
export async function withdrawLink(context: AppContext, actor: Actor, params: { engagementId: string; linkId: string }): Promise<void> {
  const { key, scope } = await open(context, actor, params.engagementId);
  await revokeLink(context, key, params.linkId);
  await context.db.scoped(actor.tenantId, (tx) => record(tx, { ...scope, actorId: actor.personId, what: 'coach-link-withdrawn', detail: { linkId: params.linkId }, now: context.clock.now() }));
}

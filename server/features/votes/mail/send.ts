import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { createLink } from '../../availability/service.ts';
import { claimMail, noteMail, readVote } from '../store.ts';
import { voteMail } from './vote-mail.ts';

/** The link outlives the deadline: afterwards it shows what came of the vote, and the coach's own page. */
const linkDays = 180;

/**
 * Mails a coach outside their personal link from whoever is signed in, once: a second request while one is under way does nothing.
 * One that failed, or whose answer was lost, is never repeated by itself: whoever asked is told, and may send it again.
 */
export async function sendVoteMail(context: AppContext, actor: Actor, voteId: string): Promise<void> {
  const { tenantId } = actor;
  const key = { tenantId, voteId };
  const vote = await context.db.scoped(tenantId, async (tx) => ((await claimMail(tx, key, context.clock.now())) ? readVote(tx, tenantId, voteId) : null));
  if (!vote) return;
  const coach = vote.people.find((person) => person.role === 'coach')!;
  const client = vote.people.find((person) => person.role === 'client')!;
  const { url } = await createLink(context, { tenantId, engagementId: vote.engagement_id, coachPersonId: coach.id }, linkDays);
  const mail = voteMail({
    to: coach.display_name, client: client.display_name, from: actor.displayName, url, deadline: new Date(vote.deadline),
    zone: coach.zone ?? client.zone ?? 'UTC', count: vote.slots.length,
  });
  try {
    await context.microsoft.onBehalfOf(actor).sendMail({ to: { email: coach.email, displayName: coach.display_name }, ...mail });
    await context.db.scoped(tenantId, (tx) => noteMail(tx, key, 'sent'));
  } catch (error) {
    if (!(error instanceof MicrosoftFailure)) throw error;
    context.log.warn({ voteId, kind: error.kind }, 'the mail of a vote could not be sent');
    await context.db.scoped(tenantId, (tx) => noteMail(tx, key, 'not-sent'));
  }
}

import type { Actor } from '../../access/actor.ts';
import { authorise } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError, invalid } from '../../platform/errors.ts';
import { agreeAnew } from '../disclosure/service.ts';
import type { Engagement } from '../engagements/contract.ts';
import { record, see } from '../engagements/service.ts';
import { noticesName, offerNotice, withdrawNotices, withdrawNoticesOf } from '../nudges/service.ts';
import type { PersonPick } from '../people/contract.ts';
import { resolvePick, saveParties } from '../people/service.ts';
import type { ChangeSponsor } from './contract.ts';
import { holdTies, setSponsor, type Ties } from './store.ts';
import { sponsorKey, sponsorNotice } from './tell/words.ts';

/**
 * What three people shared is theirs: whoever becomes the sponsor later would read it as their own. So there is another sponsor only while there
 * was no three-way session.
 */
function checkTies({ sponsor_name, three_way, vote, hosts }: Ties): void {
  const name = sponsor_name ?? 'a former sponsor';
  if (three_way) throw new AppError('conflict', `There were three-way sessions with ${name} already, and what was shared there stays between those three. End this engagement and start one with the other sponsor.`);
  if (vote) throw new AppError('conflict', 'People are being asked which times of a three-way session suit them. Call that question off first.');
  if (hosts) throw new AppError('conflict', `A session of this engagement stands in ${name}’s calendar, because they booked it. Call it off first, or wait until it is over.`);
}

function checkPerson(sponsor: PersonPick, { client_email, coach_email }: Ties): void {
  if (sponsor.objectId === null) throw invalid('sponsor.objectId', 'must be somebody of your organisation');
  if ([client_email, coach_email].includes(sponsor.email)) throw invalid('sponsor.email', 'must be somebody other than client and coach');
}

/**
 * Names a sponsor, another one or none. What was agreed to be shared ends and has to be agreed by the three who are in it now; whoever was the
 * sponsor sees nothing more of it and is told nothing more; a client who did not do it hears of it. The same sponsor again changes nothing.
 * Rejects with AppError 'invalid-request' for somebody who cannot be it, 'conflict' once there were three-way sessions.
 */
export async function change(context: AppContext, actor: Actor, engagementId: string, body: ChangeSponsor): Promise<Engagement> {
  // Nobody asks the directory about an engagement that is not theirs.
  await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'change-sponsor'));
  const sponsor = body.sponsor && (await resolvePick(context, actor, body.sponsor, 'sponsor'));
  const now = context.clock.now();
  await context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'change-sponsor');
    // People before the engagement, as whoever books holds them: neither waits for the other.
    const [row] = await saveParties(context, tx, actor.tenantId, sponsor ? [sponsor] : []);
    const ties = await holdTies(tx, scope, now);
    if (sponsor) checkPerson(sponsor, ties);
    const sponsorId = row?.id ?? null;
    if (sponsorId === ties.sponsor_id) return;
    if (body.version !== ties.version) throw new AppError('conflict', 'Somebody else changed this meanwhile. Look at it again, then change it.');
    checkTies(ties);
    await setSponsor(tx, scope, sponsorId);
    await agreeAnew(tx, scope, now);
    if (ties.sponsor_id) await withdrawNoticesOf(tx, { tenantId: actor.tenantId, personId: ties.sponsor_id }, engagementId);
    await record(tx, { ...scope, actorId: actor.personId, what: 'sponsor-changed', now });
    // Only what it is in the end is said, and nothing of it to whoever did it.
    await withdrawNotices(tx, actor.tenantId, sponsorKey(engagementId));
    const { client_id: clientId, version } = ties;
    if (clientId !== actor.personId) await offerNotice(tx, sponsorNotice(scope, clientId, { version, name: sponsor?.displayName ?? null }, now), now);
  });
  await context.jobs.wake(noticesName);
  return see(context, actor, engagementId);
}

import type { Party } from '../../access/actor.ts';
import { authorise } from '../../access/scope.ts';
import { seesOf } from '../../access/visibility.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { verdictsOf } from '../attendance/service.ts';
import type { SponsorView } from './contract.ts';
import { known } from './ladder/situation.ts';
import { presentSponsorView } from './present.ts';
import { readSharing, type Key } from './store.ts';

export { accept, agreeAnew, compareSharing, propose, sharingOf, withdraw } from './agreement/propose.ts';
export { draft, ladderOf, pause, resume, sendNotice, stopNotice, talked, toldMyself } from './ladder/acts.ts';
export { tellByMail } from './ladder/tell.ts';
export { disclosuresOf } from './ledger/read.ts';
export { keepLedger } from './ledger/leaving.ts';
export { erasure, personal } from './store.ts';
export { noteInvitation, recordInvitation } from './ledger/invitations.ts';
export { recordDisclosure } from './ledger/store.ts';

/** What a sponsor is shown by the agreement in force, inside somebody's transaction: for what is sent to them. */
export async function shownToSponsor(tx: Queryable, key: Key, now: Date): Promise<SponsorView['shows']> {
  const { agreement } = await known(tx, key, await readSharing(tx, key), now);
  return seesOf({ role: 'sponsor', programmeLead: false }, agreement?.terms.shows ?? null);
}

/** Exactly what the sponsor sees of an engagement: for the sponsor, and for the client beforehand. */
export async function asSponsorSees(context: AppContext, who: Party, engagementId: string): Promise<SponsorView> {
  const now = context.clock.now();
  return context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'see-as-sponsor');
    const all = await known(tx, scope, await readSharing(tx, scope), now);
    const counted = (await verdictsOf(tx, all.scope, now)).filter(({ counts }) => counts).toReversed();
    const late = all.terms.ladder.lateCancels;
    const missed = counted.filter(({ state, lateCancelBy }) => state === 'client-no-show' || (late && state === 'late-cancel' && lateCancelBy === 'client'));
    const held = counted.filter(({ state }) => state === 'held' || state === 'cut-short');
    return presentSponsorView(all, { held: held.map(({ start }) => start), missed: missed.map(({ start }) => start) }, now);
  });
}

import type { Party } from '../../../access/actor.ts';
import { may } from '../../../access/policies.ts';
import { authorise, type EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { AppError, notFound } from '../../../platform/errors.ts';
import { policyFor } from '../../attendance/service.ts';
import { offerNotice, noticesName, withdrawNotices } from '../../nudges/service.ts';
import { differencesOf } from '../../plan/service.ts';
import { defaultTerms, type ProposeTerms, type Sharing, type SharingDifferences, type SharingTerms } from '../contract.ts';
import { allAccepted } from '../rules.ts';
import { addAcceptance, addVersion, changeSharing, holdSharing, listVersions, readSharing, readVersion, setSponsorSees, type SharingRow, type VersionRow } from '../store.ts';
import { partiesOf, type Parties } from './parties.ts';
import { presentSharing } from './present.ts';
import { askToAccept, inForceNotice, proposalKey } from './words.ts';

async function shown(tx: Queryable, scope: EngagementScope, now: Date): Promise<Sharing> {
  const [parties, row, versions, policy] = [await partiesOf(tx, scope, now), await readSharing(tx, scope), await listVersions(tx, scope), await policyFor(tx, scope)];
  return presentSharing({ parties, row, versions, policy, scope, may: may(scope, 'agree', scope.status) });
}

/** The agreement, its versions and who accepted which. */
export const sharingOf = (context: AppContext, who: Party, engagementId: string): Promise<Sharing> =>
  context.db.scoped(who.tenantId, async (tx) => shown(tx, await authorise(tx, who, engagementId, 'see-agreement'), context.clock.now()));

/** What became of one version in another, by words. */
export const compareSharing = (context: AppContext, who: Party, engagementId: string, { from, to }: { from: string; to: string }): Promise<SharingDifferences> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'see-agreement');
    const { versions } = await shown(tx, scope, context.clock.now());
    const [one, other] = [from, to].map((number) => versions.find(({ version }) => version === Number(number)));
    if (!one || !other) throw notFound('This version of the agreement');
    return { parts: differencesOf(one.document, other.document) };
  });

/** The database orders the fields of JSON in its own way. */
const inOrder = ({ shows, ladder, words }: SharingTerms): string =>
  JSON.stringify([shows.attendance, shows.nextDate, shows.phase, shows.goals, ladder.on, ladder.talkAt, ladder.tellAt, ladder.tellDays, ladder.holdHours, ladder.lateCancels, words]);

const changedMeanwhile = (newest: number): AppError =>
  new AppError('conflict', 'Somebody worded the agreement anew meanwhile. Look at theirs first.', { details: { newest } });

/** Words the agreement anew, which its writer accepts; the one in force holds until all have. The same words again make no other version. */
export async function propose(context: AppContext, who: Party, engagementId: string, body: ProposeTerms): Promise<Sharing> {
  const now = context.clock.now();
  const done = await context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'agree');
    const row = await holdSharing(tx, scope);
    const newest = row.newest === 0 ? null : await readVersion(tx, scope, row.newest);
    const policy = await policyFor(tx, scope);
    const same = newest !== null && (row.open_version === newest.version || row.in_force === newest.version) && inOrder(newest.terms) === inOrder(body.terms)
      && JSON.stringify(newest.policy) === JSON.stringify(policy);
    if (same) return shown(tx, scope, now);
    if (row.newest !== body.newest) throw changedMeanwhile(row.newest);
    const version = row.newest + 1;
    await addVersion(tx, scope, { version, at: now, by: scope.personId, terms: body.terms, policy });
    await changeSharing(tx, scope, { newest: version, open_version: version });
    await withdrawNotices(tx, scope.tenantId, proposalKey(engagementId));
    await taken(tx, scope, { ...row, open_version: version }, version, now);
    return shown(tx, scope, now);
  });
  await context.jobs.wake(noticesName);
  return done;
}

/** Writes down who accepted, and puts the version in force once everybody has. */
async function taken(tx: Queryable, scope: EngagementScope, row: SharingRow, version: number, now: Date): Promise<void> {
  await addAcceptance(tx, scope, version, scope.personId, now);
  const parties = await partiesOf(tx, scope, now);
  const made = (await readVersion(tx, scope, version))!;
  const accepted = made.accepted.map(({ person_id }) => person_id);
  if (!allAccepted(parties.ids, accepted)) return askOthers(tx, scope, parties, made, now);
  await putInForce(tx, scope, row, made, now);
  await withdrawNotices(tx, scope.tenantId, proposalKey(scope.engagementId));
  for (const person of parties.ids.filter((id) => id !== scope.personId)) await offerNotice(tx, inForceNotice(scope, parties, person, version, now), now);
}

async function askOthers(tx: Queryable, scope: EngagementScope, parties: Parties, made: VersionRow, now: Date): Promise<void> {
  const waiting = parties.ids.filter((id) => !made.accepted.some(({ person_id }) => person_id === id));
  for (const person of waiting) await offerNotice(tx, askToAccept(scope, { parties, to: person, version: made.version, by: made.made_by_name, first: made.version === 1 }, now), now);
}

/** From now on this one holds. What was missed before anybody had agreed that it counts stays as it is. */
async function putInForce(tx: Queryable, scope: EngagementScope, row: SharingRow, { version, terms }: VersionRow, now: Date): Promise<void> {
  const before = row.in_force === null ? null : await readVersion(tx, scope, row.in_force);
  const reached = before !== null && before.terms.ladder.on && before.terms.shows.attendance;
  const reaches = terms.ladder.on && terms.shows.attendance;
  await changeSharing(tx, scope, { in_force: version, open_version: null, ladder_from: reaches ? (reached ? row.ladder_from : now) : null, look_at: now });
  await setSponsorSees(tx, scope, terms.shows);
}

/** Accepts the version that is open. Accepted before, it stays so. AppError 'conflict' when another one is open by now. */
export async function accept(context: AppContext, who: Party, engagementId: string, version: number): Promise<Sharing> {
  const now = context.clock.now();
  const done = await context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'agree');
    const row = await holdSharing(tx, scope);
    if (row.in_force === version) return shown(tx, scope, now);
    if (row.open_version !== version) throw new AppError('conflict', 'This wording is not the one to accept any more. Look at the agreement again.', { details: { newest: row.newest } });
    await taken(tx, scope, row, version, now);
    return shown(tx, scope, now);
  });
  await context.jobs.wake(noticesName);
  return done;
}

/** Takes a wording back, or turns it down: the agreement in force goes on as it is. */
export const withdraw = (context: AppContext, who: Party, engagementId: string, version: number): Promise<Sharing> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'agree');
    const row = await holdSharing(tx, scope);
    if (row.in_force === version) throw new AppError('conflict', 'All have accepted this one meanwhile. To change it, word it anew.');
    if (row.open_version === version) {
      await changeSharing(tx, scope, { open_version: null });
      await withdrawNotices(tx, scope.tenantId, proposalKey(engagementId));
    }
    return shown(tx, scope, context.clock.now());
  });

/** Others are in it than those who agreed: nothing is agreed until these three word and accept it. Wordings of before stay to be read. */
export async function agreeAnew(tx: Queryable, scope: EngagementScope, now: Date): Promise<void> {
  if ((await readSharing(tx, scope)) === null) return;
  await holdSharing(tx, scope);
  await changeSharing(tx, scope, { in_force: null, open_version: null, ladder_from: null, look_at: now });
  await withdrawNotices(tx, scope.tenantId, proposalKey(scope.engagementId));
}

/** The agreement in force, if everybody who is a party now has accepted it. */
export async function agreementInForce(tx: Queryable, scope: EngagementScope, row: SharingRow | null, parties: Parties): Promise<VersionRow | null> {
  if (!row || row.in_force === null) return null;
  const made = (await readVersion(tx, scope, row.in_force))!;
  return allAccepted(parties.ids, made.accepted.map(({ person_id }) => person_id)) ? made : null;
}

export const termsOf = (made: VersionRow | null): SharingTerms => made?.terms ?? defaultTerms;

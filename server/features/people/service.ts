import type { Actor } from '../../access/actor.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { invalid } from '../../platform/errors.ts';
import type { DirectoryPerson, SignedInPerson } from '../../platform/microsoft/microsoft.ts';
import type { FoundPerson, Me, Person, PersonPick } from './contract.ts';
import { findPerson, findUnchanged, type PersonRow, savePerson, saveTenant, saveZone } from './store.ts';

export { erasure, personal } from './store.ts';

export { findPerson, markErased, saveZone, type PersonRow } from './store.ts';

/** Whether a row is of somebody who was erased. */
export const isErased = ({ email }: Pick<PersonRow, 'email'>): boolean => email.endsWith('@erased.invalid');

export const presentPerson = (row: PersonRow): Person => ({
  id: row.id,
  displayName: row.display_name,
  email: row.email,
  zone: row.zone,
  inTenant: row.object_id !== null,
});

/** Woken when somebody was erased: whoever remembers rows of sign-ins forgets them. */
export const erasedTopic = 'person-erased';

const presentFound = ({ objectId, email, displayName, jobTitle }: DirectoryPerson): FoundPerson => ({ objectId, email, displayName, jobTitle });

/** The row of whoever signed in, made at first sight together with their tenant's. Nothing is written for whom nothing changed: every process asks. */
export async function welcome(context: AppContext, person: SignedInPerson): Promise<PersonRow> {
  const known = await findUnchanged(context.db, person);
  if (known) return known;
  const now = context.clock.now();
  await context.db.system((tx) => saveTenant(tx, person.tenantId, now));
  return context.db.scoped(person.tenantId, (tx) => savePerson(tx, { ...person, now }));
}

/** The mailbox's zone, asked once and kept; a screen must not wait for it, nor fail without it. */
export async function learnZone(context: AppContext, actor: Actor): Promise<void> {
  const known = await context.db.scoped(actor.tenantId, (tx) => findPerson(tx, actor.tenantId, actor.personId));
  if (known?.zone) return;
  const { zone } = await context.microsoft.onBehalfOf(actor).me();
  if (zone) await context.db.scoped(actor.tenantId, (tx) => saveZone(tx, actor.tenantId, actor.personId, zone));
}

/** The signed-in person as the screens need them. */
export async function meOf(tx: Queryable, actor: Actor): Promise<Me> {
  return presentMe((await findPerson(tx, actor.tenantId, actor.personId))!, actor);
}

export function presentMe(row: PersonRow, actor: Actor): Me {
  const pick = { objectId: actor.objectId, email: row.email, displayName: row.display_name };
  return { person: presentPerson(row), tenantId: actor.tenantId, programmeLead: actor.programmeLead, pick };
}

export async function search(context: AppContext, actor: Actor, text: string): Promise<FoundPerson[]> {
  const found = await context.microsoft.onBehalfOf(actor).searchPeople(text, 10);
  return found.map(presentFound);
}

/** One's own manager, or a colleague's. */
export async function managerOf(context: AppContext, actor: Actor, objectId: string | undefined): Promise<FoundPerson | null> {
  const microsoft = context.microsoft.onBehalfOf(actor);
  const own = objectId === undefined || objectId === actor.objectId;
  const manager = await (own ? microsoft.manager() : microsoft.managerOf(objectId));
  return manager && presentFound(manager);
}

/**
 * Holds a picked person against the directory, so that nobody can pass an address off as a colleague's: the object id
 * and the address must belong together. An address the directory does not know is somebody outside (`objectId` null).
 * Rejects with AppError 'invalid-request' naming `path`.
 */
export async function resolvePick(context: AppContext, actor: Actor, pick: PersonPick, path: string): Promise<PersonPick> {
  if (pick.objectId === actor.objectId) return { objectId: actor.objectId, email: actor.email, displayName: actor.displayName };
  const found = await context.microsoft.onBehalfOf(actor).searchPeople(pick.email, 10);
  const match = found.find((person) => person.objectId !== null && person.email === pick.email);
  if (match) {
    if (pick.objectId !== null && pick.objectId !== match.objectId) throw invalid(`${path}.objectId`, 'does not belong to this address');
    return { objectId: match.objectId, email: match.email, displayName: match.displayName };
  }
  if (pick.objectId !== null) throw invalid(`${path}.objectId`, 'is not known in your organisation under this address');
  return pick;
}

/** Rows for people who were resolved, in order. */
export async function saveParties(context: AppContext, tx: Queryable, tenantId: string, picks: PersonPick[]): Promise<PersonRow[]> {
  const rows: PersonRow[] = [];
  for (const pick of picks) rows.push(await savePerson(tx, { tenantId, ...pick, now: context.clock.now() }));
  return rows;
}

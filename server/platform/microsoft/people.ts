import type { MailboxSettings, NullableOption, Person, User } from '@microsoft/microsoft-graph-types';
import { withQuery, type CallDetails, type Graph } from './graph.ts';
import { MicrosoftFailure, type DirectoryPerson } from './microsoft.ts';
import { toIana } from './zones.ts';

const userFields = 'id,displayName,mail,userPrincipalName,jobTitle';
const personFields = 'id,displayName,scoredEmailAddresses,userPrincipalName,jobTitle,personType';

interface Collection<T> {
  value?: NullableOption<T[]>;
}

const fromUser = (user: User): DirectoryPerson => ({
  objectId: user.id ?? null,
  displayName: user.displayName ?? user.userPrincipalName ?? '',
  email: (user.mail ?? user.userPrincipalName ?? '').toLowerCase(),
  jobTitle: user.jobTitle ?? null,
});

/** People search also finds groups, rooms and personal contacts; only a user of the organisation has an object id. */
const fromPerson = (person: Person): DirectoryPerson => ({
  objectId: person.personType?.subclass === 'OrganizationUser' ? (person.id ?? null) : null,
  displayName: person.displayName ?? '',
  email: (person.scoredEmailAddresses?.[0]?.address ?? person.userPrincipalName ?? '').toLowerCase(),
  jobTitle: person.jobTitle ?? null,
});

const isPerson = ({ personType }: Person): boolean => !personType?.class || personType.class === 'Person';

/** Null instead of a failure of one of these kinds. */
const orNull = async <T>(kinds: MicrosoftFailure['kind'][], ask: Promise<T>): Promise<T | null> => {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof MicrosoftFailure && kinds.includes(error.kind)) return null;
    throw error;
  }
};

export interface People {
  me(): Promise<DirectoryPerson & { zone: string | null }>;
  manager(): Promise<DirectoryPerson | null>;
  managerOf(objectId: string): Promise<DirectoryPerson | null>;
  searchPeople(text: string, limit?: number): Promise<DirectoryPerson[]>;
}

/** The directory as one person sees it. `mailbox` is `tenant/object id`. */
export function createPeople(graph: Graph, mailbox: string): People {
  const directory: CallDetails = { operation: 'readUser', permission: 'User.Read.All', mailbox: null };

  const managerAt = async (path: string): Promise<DirectoryPerson | null> => {
    const call = { ...directory, operation: 'readManager' };
    const user = await orNull(['not-found'], graph.get<User>(withQuery(path, { $select: userFields }), call));
    return user && fromUser(user);
  };

  async function zone(): Promise<string | null> {
    const call: CallDetails = { operation: 'readMailboxSettings', permission: 'MailboxSettings.Read', mailbox };
    // No mailbox or no leave to look: the zone is asked for on the screen. A mailbox that is only slow is not one without a zone.
    const settings = await orNull(['not-found', 'consent-missing', 'refused'], graph.get<MailboxSettings>('/me/mailboxSettings', call));
    return toIana(settings?.timeZone);
  }

  async function relevantPeople(words: string, limit: number): Promise<DirectoryPerson[]> {
    const call: CallDetails = { operation: 'searchPeople', permission: 'People.Read', mailbox };
    const query = { $search: `"${words}"`, $top: limit, $select: personFields };
    const { value } = await graph.get<Collection<Person>>(withQuery('/me/people', query), call);
    return (value ?? []).filter(isPerson).map(fromPerson);
  }

  /** Everybody in the organisation, for a colleague the person has never written to. */
  async function colleagues(words: string, limit: number): Promise<DirectoryPerson[]> {
    const query = { $search: `"displayName:${words}" OR "mail:${words}"`, $top: limit, $select: userFields };
    // The directory refuses $search without this header.
    const call = { ...directory, operation: 'searchUsers', headers: { ConsistencyLevel: 'eventual' } };
    const { value } = await graph.get<Collection<User>>(withQuery('/users', query), call);
    return (value ?? []).map(fromUser);
  }

  return {
    async me() {
      const [user, own] = await Promise.all([graph.get<User>(withQuery('/me', { $select: userFields }), directory), zone()]);
      return { ...fromUser(user), zone: own };
    },
    manager: () => managerAt('/me/manager'),
    managerOf: (objectId) => managerAt(`/users/${encodeURIComponent(objectId)}/manager`),
    async searchPeople(text, limit = 10) {
      // Quotes and backslashes would end the search phrase early.
      const words = text.replace(/["\\]/g, ' ').trim();
      if (words === '') return [];
      const near = (await relevantPeople(words, limit)).filter(({ email }) => email !== '');
      const found = near.length > 0 ? near : (await colleagues(words, limit)).filter(({ email }) => email !== '');
      return found.slice(0, limit);
    },
  };
}

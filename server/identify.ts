import type { Actor, Party } from './access/actor.ts';
import type { AppContext } from './context.ts';
import { openLink } from './features/availability/service.ts';
import { erasedTopic, welcome } from './features/people/service.ts';
import { AppError } from './platform/errors.ts';
import type { Caller } from './platform/http.ts';
import { noteCaller } from './platform/request.ts';
import type { SignedInPerson } from './platform/microsoft/microsoft.ts';

/** Remembered sign-ins; the oldest goes first. Bounds memory, not correctness. */
const remembered = 5_000;

const signInRequired = (): AppError => new AppError('sign-in-required', 'Please sign in again.');

/** The credential of an Authorization header of the given scheme, or AppError 'sign-in-required'. */
function credential(header: string | undefined, scheme: string): string {
  const match = /^(\w+) +(\S+)$/.exec(header ?? '');
  if (match?.[1]?.toLowerCase() !== scheme) throw signInRequired();
  return match[2]!;
}

const isLink = (header: string | undefined): boolean => /^link /i.test(header ?? '');

/** The coach whose personal link is shown. A link that is made up or over is met with AppError 'not-found'. */
async function partyOfLink(context: AppContext, secret: string): Promise<Party> {
  const { tenantId, personId, engagementId } = await openLink(context, secret);
  return { tenantId, personId, programmeLead: false, onlyEngagement: engagementId };
}

/** Knows each signed-in person's row without asking the database for every request. */
function knownPeople(context: AppContext): (person: SignedInPerson) => Promise<string> {
  const ids = new Map<string, Promise<string>>();
  // Whoever was erased is somebody new when they sign in again.
  context.live.listen(erasedTopic, () => ids.clear());
  return (person) => {
    // A changed name or address is a new key, so that the row is brought up to date.
    const key = [person.tenantId, person.objectId, person.email, person.displayName].join('\n');
    const known = ids.get(key);
    if (known) return known;
    const id = welcome(context, person).then((row) => row.id);
    id.catch(() => ids.delete(key));
    ids.set(key, id);
    if (ids.size > remembered) ids.delete(ids.keys().next().value!);
    return id;
  };
}

/** Proves who calls: the bearer of an access token, or the holder of a personal link (whose secret its route checks). */
export function createIdentify(context: AppContext): (caller: Caller, request: { headers: { authorization?: string | undefined }; ip?: string | undefined }) => Promise<unknown> {
  const personId = knownPeople(context);
  return async (caller, { headers, ip }) => {
    if (caller === 'anybody') return null;
    if (caller === 'session-link') return { secret: credential(headers.authorization, 'link'), address: ip ?? '' };
    if (caller === 'coach-link') return { secret: credential(headers.authorization, 'link') };
    if (caller === 'party' && isLink(headers.authorization)) return partyOfLink(context, credential(headers.authorization, 'link'));
    const assertion = credential(headers.authorization, 'bearer');
    const person = await context.microsoft.verify(assertion);
    const { tenantId, objectId, displayName, email, appRoles } = person;
    const programmeLead = appRoles.includes('ProgrammeLead');
    const row = await personId(person);
    noteCaller({ tenantId, personId: row, by: 'sign-in', programmeLead });
    if (caller === 'party') return { tenantId, personId: row, programmeLead, onlyEngagement: null, signedIn: { objectId, assertion } } satisfies Party;
    return { tenantId, objectId, displayName, email, programmeLead, assertion, personId: row } satisfies Actor;
  };
}

import type { Role } from '../../../access/roles.ts';
import type { Interval } from './intervals.ts';

/** Somebody of the session, as we know them. */
export interface Expected {
  personId: string;
  role: Role;
  name: string;
  /** Null for somebody outside the organisation. */
  objectId: string | null;
  /** Lower-case. */
  email: string;
}

/** Somebody as one of Teams' reports has them. */
export interface Reported {
  tenantId: string | null;
  objectId: string | null;
  email: string | null;
  displayName: string;
  intervals: Interval[];
}

/** Who a reported person is: certainly one of the session, perhaps one of some of them, certainly another, or nobody can say. */
export type Match =
  | { kind: 'certain'; person: Expected }
  | { kind: 'possible'; people: Expected[] }
  | { kind: 'other' }
  | { kind: 'unidentified' };

/** A name as it is compared: no case, accents, punctuation, nor what Teams adds, as "(Guest)" and "(Unverified)". */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\([^)]*\)/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Every word of the shorter name is one of the longer: "Nora" and "Nora Whelan", "Whelan, Nora" and "Nora Whelan". */
function alike(a: string, b: string): boolean {
  const [short, long] = [plainName(a).split(' '), plainName(b).split(' ')].toSorted((one, two) => one.length - two.length) as [string[], string[]];
  return short[0] !== '' && short.every((word) => long.includes(word));
}

/** An account of our own organisation is that account and nobody else, whatever address it has by now. */
const isAccount = (one: Reported, tenantId: string): boolean => one.tenantId === tenantId && one.objectId !== null;

/**
 * Matches by organisation and id, then by e-mail address, and by name only as a question. An account of the organisation whose
 * address is somebody's but whose id is not is a question too: addresses change hands.
 */
export function matchOf(one: Reported, expected: readonly Expected[], tenantId: string): Match {
  const byId = isAccount(one, tenantId) ? expected.find(({ objectId }) => objectId !== null && objectId === one.objectId) : undefined;
  if (byId) return { kind: 'certain', person: byId };
  const byEmail = one.email === null ? undefined : expected.find(({ email }) => email === one.email);
  if (byEmail) return isAccount(one, tenantId) && byEmail.objectId !== null ? { kind: 'possible', people: [byEmail] } : { kind: 'certain', person: byEmail };
  // Somebody of the organisation under another id and address is a namesake, not the one we look for.
  if (isAccount(one, tenantId)) {
    const outside = expected.filter(({ objectId, name }) => objectId === null && alike(name, one.displayName));
    return outside.length > 0 ? { kind: 'possible', people: outside } : { kind: 'other' };
  }
  const byName = expected.filter(({ name }) => alike(name, one.displayName));
  if (byName.length > 0) return { kind: 'possible', people: byName };
  // A guest, or somebody of another organisation, may be ours under an account that we do not know, unless we know both otherwise.
  return one.objectId !== null && one.email !== null ? { kind: 'other' } : { kind: 'unidentified' };
}

import type { PersonDocument } from './model.ts';
import type { Tenant } from './tenant.ts';

/** A person by object id or address, in any case; null for nobody of this tenant. */
export function findPerson(tenant: Tenant, name: string): PersonDocument | null {
  const lower = name.toLowerCase();
  return tenant.state.get('person', tenant.addresses.get(lower) ?? lower) ?? null;
}

/** The person's manager, or null. */
export const managerOf = (tenant: Tenant, person: PersonDocument): PersonDocument | null =>
  person.manager === null ? null : findPerson(tenant, person.manager);

/** Who reports to a person, by name. */
export const reportsOf = (tenant: Tenant, person: PersonDocument): PersonDocument[] =>
  byName([...tenant.state.all('person')].filter(({ manager }) => manager?.toLowerCase() === person.address));

/** People one of whose words of name, or whose address, starts with each word of `text`; by name. */
export function searchPeople(tenant: Tenant, text: string): PersonDocument[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ displayName, address }: PersonDocument): boolean => {
    const words = [address, ...displayName.toLowerCase().split(/[\s-]+/), ...address.split('@')[0]!.split('.')];
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  };
  return wanted.length === 0 ? [] : byName([...tenant.state.all('person')].filter(matches));
}

/** People in the order of their names. */
export const byName = (people: PersonDocument[]): PersonDocument[] =>
  people.toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'en') || (a.address < b.address ? -1 : 1));

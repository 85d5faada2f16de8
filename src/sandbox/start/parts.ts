import type { Anybody, Outsider, Person, Tenant } from '../tenant/tenant.ts';

/** What people of the built-in story are there for. Somebody's own organisation has none of these. */
const story: Record<string, string> = {
  'maya.okonkwo@tamarind.example': 'The client: start here',
  'daniel.reyes@tamarind.example': 'The sponsor: Maya’s manager',
  'ingrid.solheim@tamarind.example': 'Could sponsor Daniel',
  'sunita.gurung@tamarind.example': 'Another client, 45 minutes off everybody’s hour',
  'tomas.herrera@tamarind.example': 'Another client',
  'leila.haddad@tamarind.example': 'Could be sponsored by Maya',
  'kenji.watanabe@tamarind.example': 'A stakeholder, far from everybody’s working day',
  'owen.price@tamarind.example': 'Has no Teams licence: see what then happens',
  'ruth.feldman@tamarind.example': 'The programme lead',
  'anneke.devries@tamarind.example': 'A coach inside the organisation',
  'nora@whelan-coaching.example': 'The coach outside, with a public calendar link',
  'marcus@boateng-advisory.example': 'A coach of whose time nothing is known',
};

/** What somebody could be in a coaching engagement, in a few words. */
export function partOf(one: Anybody): string {
  const told = story[one.address];
  if (told) return told;
  if (one.kind === 'outsider') return one.feed ? 'A coach outside, with a public calendar link' : 'A coach of whose time nothing is known';
  if (one.appRoles.includes('ProgrammeLead')) return 'The programme lead';
  return one.manager ? 'Could be a client' : 'Could be a sponsor';
}

/** Addresses that the story's parts name. */
export const storyAddresses = Object.keys(story);

/** Who plays the first run: a client, their manager as sponsor, and a coach outside, who publishes a calendar where there is such a one. */
export function firstCast({ people, outsiders }: Tenant): { client: Person; sponsor: Person; coach: Outsider } | null {
  const client = people.find(({ manager, teamsLicence }) => teamsLicence && people.some(({ address }) => address === manager));
  const sponsor = people.find(({ address }) => address === client?.manager);
  const coach = outsiders.find(({ feed }) => feed !== null) ?? outsiders[0];
  return client && sponsor && coach ? { client, sponsor, coach } : null;
}

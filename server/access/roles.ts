/** What somebody is in one engagement. */
export type Role = 'client' | 'coach' | 'sponsor';

/** A viewer of one engagement: a party, a programme lead of the tenant, or both. */
export interface Standing {
  role: Role | null;
  programmeLead: boolean;
}

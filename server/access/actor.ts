/**
 * A signed-in person, as their validated access token says.
 * Keyed by Entra tenant and object id, never by address (addresses change hands).
 */
export interface Actor {
  /** Entra tenant id (`tid`). */
  tenantId: string;
  /** Entra object id (`oid`). */
  objectId: string;
  /** Row in `people`, made at first sight. */
  personId: string;
  displayName: string;
  /** Lower-case address. */
  email: string;
  /** True when the token carries the app role `ProgrammeLead`. */
  programmeLead: boolean;
  /** The token itself, for on-behalf-of only; never stored, never logged. */
  assertion: string;
}

/**
 * Whoever takes part in an engagement: a signed-in person, or a coach outside with the personal link of one engagement.
 * Enough to be authorised; not to ask Microsoft for anything.
 */
export interface Party {
  tenantId: string;
  personId: string;
  programmeLead: boolean;
  /** The one engagement that a personal link opens; null for a signed-in person. */
  onlyEngagement: string | null;
  /** Whoever is signed in, for what is done in their name; missing with a personal link. */
  signedIn?: { objectId: string; assertion: string };
}

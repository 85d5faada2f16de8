/** What a valid access token says about who calls. */
export interface Caller {
  kind: 'delegated' | 'application';
  tenantId: string;
  /** Entra object id of the signed-in person; null on application tokens. */
  userObjectId: string | null;
  clientId: string;
  /** Delegated scopes or application roles. */
  permissions: string[];
}

/** Checks the Authorization header (null when there is none). `error` is said to the caller with 401. */
export type CheckToken = (authorization: string | null) => Caller | { error: string } | Promise<Caller | { error: string }>;

import type { PersonDocument } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Caller } from './caller.ts';
import type { Operation } from './description.ts';
import type { Prefer } from './prefer.ts';

/** One request, checked as far as the description can: token, permission, mailbox, body. */
export interface Call {
  tenant: Tenant;
  caller: Caller;
  operation: Operation;
  /** Whose resource it is: `/me` or `/users/{id}`; the caller's own where the path names nobody. Null for an application there. */
  owner: PersonDocument | null;
  /** Values of the path's parameters after the owner, decoded. */
  params: string[];
  url: URL;
  query: URLSearchParams;
  /** The validated body; undefined when there is none. */
  body: unknown;
  prefer: Prefer;
  ifMatch: string | null;
  /** Value of the ConsistencyLevel header, lower-case. */
  consistency: string | null;
}

/** A call below /me or /users/{id}. */
export interface OwnedCall extends Call {
  owner: PersonDocument;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** The `@odata.context` of an answer. */
export const contextOf = (what: string): string => `https://graph.microsoft.com/v1.0/$metadata#${what}`;

import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from './ids.ts';

/** Who calls, in ids alone: what the audit log may say of them. */
export interface KnownCaller {
  tenantId: string;
  /** Row in `people`. */
  personId: string;
  /** How they were proved: signed in, or by which kind of personal link. */
  by: 'sign-in' | 'coach-link' | 'session-link';
  programmeLead: boolean;
}

/** What the running code is done for: one request, or one run of background work. */
export interface Origin {
  /** A UUID; in the log, in the answer's `x-request-id` and in Graph's `client-request-id`. */
  requestId: string;
  caller: KnownCaller | null;
}

const running = new AsyncLocalStorage<Origin>();

/** Dashed or not: what Azure's and other Envoys, nginx and load balancers make. */
const id = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** The edge's id of a request as a UUID, or a new one: what somebody sends us otherwise has no place in our log. */
export function requestIdFrom(header: string | string[] | undefined): string {
  const parts = typeof header === 'string' ? id.exec(header) : null;
  return parts ? parts.slice(1).join('-').toLowerCase() : newId();
}

/** Runs `work`, and whatever it starts, as done for this id. */
export const forRequest = <T>(requestId: string, work: () => T): T => running.run({ requestId, caller: null }, work);

/** What the running code is done for; undefined outside of any request. */
export const origin = (): Origin | undefined => running.getStore();

/** Notes who was proved to be calling. */
export function noteCaller(caller: KnownCaller): void {
  const store = running.getStore();
  if (store) store.caller = caller;
}

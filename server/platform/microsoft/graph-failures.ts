import { GraphError } from '@microsoft/microsoft-graph-client';
import type { CallRecord } from './graph-middleware.ts';
import { MicrosoftFailure, type FailureKind } from './microsoft.ts';

/** Kinds that follow from the status alone. */
const kindOf: Record<number, FailureKind> = { 404: 'not-found', 409: 'conflict', 410: 'not-found', 412: 'conflict', 429: 'throttled', 501: 'refused' };

/** Nobody knows whether a write behind a broken gateway was done. */
const gateway = new Set([502, 504]);

function kindOfAnswer(status: number, { call }: CallRecord): FailureKind {
  // Refused with a fresh token too: a person can sign in again, an application cannot.
  if (status === 401) return call.kind === 'delegated' ? 'sign-in-again' : 'consent-missing';
  if (status === 403) return 'consent-missing';
  if (status >= 500 && status !== 501) return call.write && !call.repeatable && gateway.has(status) ? 'no-answer' : 'unavailable';
  return kindOf[status] ?? 'refused';
}

const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** True when no connection was ever made, so that nothing can have been done. */
const neverLeft = (failure: unknown): boolean =>
  failure instanceof Error && unconnected.has(String((failure.cause as { code?: unknown } | undefined)?.code));

function withoutAnswer({ call, failure }: CallRecord): MicrosoftFailure {
  if (failure instanceof MicrosoftFailure) {
    // Entra does not know which operation the token was for; we do.
    const { kind, message, retryAfterSeconds, claims } = failure;
    const permission = kind === 'consent-missing' ? call.permission : null;
    return new MicrosoftFailure(kind, message, { retryAfterSeconds, claims, permission, cause: failure });
  }
  const kind = call.write && !neverLeft(failure) ? 'no-answer' : 'unavailable';
  return new MicrosoftFailure(kind, `${call.operation}: Microsoft 365 did not answer.`, { cause: failure });
}

/** Why a Graph call failed. Graph's own text stays in `cause`: it names people and was never meant for them. */
export function failureOf(record: CallRecord, error: unknown): MicrosoftFailure {
  if (record.failure !== null) return withoutAnswer(record);
  const { call, status, retryAfterSeconds } = record;
  // Answered well and not to be understood: for a write, something was done.
  const kind = status === null || status < 400 ? (call.write ? 'no-answer' : 'unavailable') : kindOfAnswer(status, record);
  const permission = kind === 'consent-missing' ? call.permission : null;
  return new MicrosoftFailure(kind, `${call.operation}: Microsoft 365 answered ${status}.`, { retryAfterSeconds, permission, cause: error });
}

/** Graph's error code behind a failure, e.g. `ErrorItemNotFound`; null when it gave none. */
export const graphCode = (failure: unknown): string | null =>
  failure instanceof MicrosoftFailure && failure.cause instanceof GraphError ? failure.cause.code : null;

import { AppError } from '../errors.ts';

/** Seconds after which it is worth trying again: a server that restarts is back by then. */
const retryAfterSeconds = 5;

/** SQLSTATE of a disk that is full, and of a database that takes no writes for now: what `explained` says of the embedded one, and a managed server on a full disk. */
const full = new Set(['53100', '25006']);
/** Connections that fail, are refused or cut: class 08; too many of them or no memory: class 53; shut down or starting: 57P; its disk fails: class 58. */
const away = /^(08|53|57P|58)/;
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** pg says some things in words alone. */
const words = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|The server does not support|Cannot use a pool after)/;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/**
 * What a person is told when the database cannot be used now; null for any other error. Everything done is one transaction, and what a
 * page sends bears an id made there, so that sending it again is right whether or not the first time arrived.
 */
export function fromDatabase(error: unknown): AppError | null {
  const code = codeOf(error);
  const more = { details: { retryAfterSeconds }, cause: error };
  if (full.has(code)) return new AppError('database-unavailable', 'Fieldwork has no room to keep this at the moment. What was kept before is safe; please try again later.', more);
  const lost = away.test(code) || network.has(code) || (error instanceof Error && words.test(error.message));
  return lost ? new AppError('database-unavailable', 'Fieldwork cannot reach what it keeps at the moment. Please try again shortly; nothing is done twice.', more) : null;
}

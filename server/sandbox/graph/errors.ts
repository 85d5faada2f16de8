import { newId } from '../../platform/ids.ts';

/** A refusal in Graph's form. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string, code = 'BadRequest'): GraphError => new GraphError(400, code, message);
export const accessDenied = (message = 'Access is denied. Check credentials and try again.'): GraphError =>
  new GraphError(403, 'ErrorAccessDenied', message);
export const itemNotFound = (): GraphError => new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
export const notImplemented = (what: string): GraphError =>
  new GraphError(501, 'NotImplemented', `The sandbox does not implement ${what}.`);

/** The answer that tells of a failure. `at` is the tenant's time. */
export function errorResponse(
  error: { status: number; code: string; message: string; headers?: Record<string, string> },
  at: Date,
): Response {
  const requestId = newId();
  const innerError = { date: at.toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': requestId };
  const headers = { 'request-id': requestId, 'client-request-id': requestId, ...error.headers };
  return Response.json({ error: { code: error.code, message: error.message, innerError } }, { status: error.status, headers });
}

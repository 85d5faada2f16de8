import { findPerson } from '../tenant/directory.ts';
import type { PersonDocument } from '../tenant/model.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import { bodyProblems, findOperation, type Operation } from './description.ts';
import { accessDenied, badRequest, GraphError, notImplemented } from './errors.ts';
import type { Surroundings } from './graph.ts';
import { personNamed } from './handlers/directory.ts';
import { readPrefer } from './prefer.ts';
import { BATCH, isImplemented, permissionsWithoutDescription, readableByColleagues, usesMailbox } from './routes.ts';

/** A call that may be answered, and the mailbox it counts against (null for none). */
export interface AdmittedCall extends Call {
  countsAgainst: string | null;
}

/** Checks a request in the order in which the service does: token, address, permission, mailbox, body. Throws what is refused. */
export async function admit({ tenant, checkToken }: Surroundings, request: Request): Promise<AdmittedCall> {
  const caller = await checkToken(request.headers.get('authorization'));
  if ('error' in caller || caller.tenantId !== tenant.id) {
    const why = 'error' in caller ? caller.error : 'Access token is for another tenant.';
    throw new GraphError(401, 'InvalidAuthenticationToken', why, {
      'www-authenticate': 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    });
  }
  const url = new URL(request.url);
  const operation = operationOf(request.method, url);
  requirePermission(operation, caller);
  const owner = ownerOf(tenant, operation, caller);
  return {
    tenant,
    caller,
    operation,
    owner,
    params: operation.template.startsWith('/users/{user-id}') ? operation.params.slice(1) : operation.params,
    url,
    query: url.searchParams,
    body: await bodyOf(operation, request),
    prefer: readPrefer(request.headers.get('prefer')),
    ifMatch: request.headers.get('if-match'),
    consistency: request.headers.get('consistencylevel')?.toLowerCase() ?? null,
    countsAgainst: owner !== null && usesMailbox(operation.key) ? owner.objectId : null,
  };
}

function operationOf(method: string, { pathname }: URL): Operation {
  const path = /\/v1\.0(\/.*)$/.exec(pathname)?.[1];
  if (path === undefined) throw badRequest('Invalid version: only v1.0 is here.');
  const operation = findOperation(method, path.replace(/(.)\/$/, '$1'));
  // Graph has far more than what is described here, so of what is not it cannot be said that Graph would refuse it.
  if (operation === null) throw notImplemented(`${method} of this address`);
  if (!isImplemented(operation.key)) throw notImplemented(`${operation.method} ${operation.template}`);
  return operation;
}

function requirePermission({ key, template, permissions }: Operation, caller: Caller): void {
  if (caller.kind === 'application' && /^\/me(\/|$)/.test(template))
    throw badRequest('/me request is only valid with delegated authentication flow.');
  if (key === BATCH) return;
  const allowed = permissions ? (permissions[caller.kind] ?? []) : permissionsWithoutDescription[key]!;
  if (!caller.permissions.some((held) => allowed.includes(held))) throw accessDenied();
}

function ownerOf(tenant: Tenant, { key, template, params }: Operation, caller: Caller): PersonDocument | null {
  const self = caller.userObjectId === null ? null : findPerson(tenant, caller.userObjectId);
  if (caller.kind === 'delegated' && self === null)
    throw new GraphError(401, 'InvalidAuthenticationToken', 'The user of the access token does not exist.');
  if (!template.startsWith('/users/{user-id}')) return self;
  const owner = personNamed(tenant, params[0]!);
  // Delegated permissions without ".Shared" end at the signed-in person's own mailbox.
  if (self !== null && owner.objectId !== self.objectId && !readableByColleagues.has(key)) throw accessDenied();
  return owner;
}

async function bodyOf({ body: described }: Operation, request: Request): Promise<unknown> {
  if (!described) return undefined;
  const text = await request.text();
  if (text === '') {
    if (described.required) throw badRequest('A request body is required.', 'RequestBodyRead');
    return undefined;
  }
  const body = parsed(text);
  const problems = bodyProblems(described.schema!, body);
  if (problems.length > 0) throw badRequest(`The request body is not as described: ${problems.slice(0, 5).join('; ')}.`, 'RequestBodyRead');
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.');
  }
}

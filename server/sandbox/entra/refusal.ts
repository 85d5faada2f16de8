/** What Entra refuses, with the number and the words Microsoft uses for it. */
const refusals = {
  'unknown-tenant': [90002, 'invalid_request', 400, "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."],
  'no-tenant': [50059, 'invalid_request', 400, 'No tenant-identifying information found in either the request or implied by any provided credentials.'],
  'missing-parameter': [900144, 'invalid_request', 400, "The request body must contain the following parameter: '{0}'."],
  'unsupported-grant': [70003, 'unsupported_grant_type', 400, "The app requested an unsupported grant type '{0}'."],
  'unknown-client': [700016, 'unauthorized_client', 400, "Application with identifier '{0}' was not found in the directory."],
  'no-credential': [7000218, 'invalid_client', 401, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."],
  'wrong-secret': [7000215, 'invalid_client', 401, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'."],
  'unknown-client-assertion': [700213, 'invalid_client', 401, "No matching federated identity record found for presented assertion of app '{0}'."],
  'scope-not-default': [1002012, 'invalid_scope', 400, 'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).'],
  'bad-scope': [70011, 'invalid_scope', 400, "The provided value for the input parameter 'scope' is not valid. The scope '{0}' is not configured for this tenant."],
  'bad-assertion': [50013, 'invalid_grant', 400, 'Assertion failed signature validation. [Reason - {0}]'],
  'wrong-audience': [500131, 'invalid_grant', 400, 'Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was {0}.'],
  'expired-assertion': [500133, 'invalid_grant', 400, 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.'],
  'not-a-user-token': [50027, 'invalid_grant', 400, 'JWT token is invalid or malformed: {0}.'],
  'unknown-user': [50034, 'invalid_grant', 400, 'The user account does not exist in the directory.'],
  'bad-refresh-token': [9002313, 'invalid_grant', 400, 'Invalid request. Request is malformed or invalid.'],
  'expired-refresh-token': [700082, 'invalid_grant', 400, 'The refresh token has expired due to inactivity.'],
  'consent-missing': [65001, 'invalid_grant', 400, "The user or administrator has not consented to use the application with ID '{0}'. Send an interactive authorization request for this user and resource."],
} as const satisfies Record<string, readonly [number, string, number, string]>;

export type RefusalKind = keyof typeof refusals;

/** A refusal of the token endpoint; `about` fills the message's gap. */
export class Refusal extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, about = '') {
    super(refusals[kind][3].replace('{0}', about));
    this.kind = kind;
  }
}

/** The answer in Entra's own form, as msal reads it (`error_codes`, `suberror`). `now` stamps it, `id` traces it. */
export function refusalResponse(refusal: Refusal, now: Date, id: string): Response {
  const [number, error, status] = refusals[refusal.kind];
  const timestamp = now.toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z');
  const description = `AADSTS${number}: ${refusal.message} Trace ID: ${id} Correlation ID: ${id} Timestamp: ${timestamp}`;
  const body = {
    error,
    error_description: description,
    error_codes: [number],
    timestamp,
    trace_id: id,
    correlation_id: id,
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    ...(refusal.kind === 'consent-missing' ? { suberror: 'consent_required' } : {}),
  };
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

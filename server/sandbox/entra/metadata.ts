import type { SigningKeys } from './keys.ts';

const LOGIN = 'https://login.microsoftonline.com';

/** The key set; the same for every tenant name in the path, as at Entra. */
export const keySetResponse = (keys: SigningKeys): Response =>
  Response.json({ keys: [{ ...keys.publicJwk, issuer: `${LOGIN}/{tenantid}/v2.0` }] });

/** OpenID metadata. For `common` and `organizations` the issuer is a template, as at Entra. */
export function openIdConfigurationResponse(tenant: string, isTenantId: boolean): Response {
  return Response.json({
    issuer: `${LOGIN}/${isTenantId ? tenant : '{tenantid}'}/v2.0`,
    authorization_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${LOGIN}/${tenant}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
    msgraph_host: 'graph.microsoft.com',
  });
}

import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { MicrosoftFailure } from './microsoft.ts';

/**
 * Entra's numbers for "nobody has agreed to this here" (learn.microsoft.com/entra/identity-platform/reference-error-codes):
 * no consent, consent declined, administrator's consent needed, application unknown or switched off in the tenant.
 */
const consent = new Set(['65001', '65004', '90094', '90095', '700016', '7000112', '650052', '650056', '650057']);

/** Our own credential was refused: wrong, expired, or signed with another key. */
const ownCredential = new Set(['invalid_client', 'unauthorized_client']);

/** Entra's number of an error. MSAL declares a string and hands over what the JSON held, a number. */
function errorNumber(error: AuthError): string {
  const known = error instanceof InteractionRequiredAuthError || error instanceof ServerError;
  return known ? String(error.errorNo ?? '') : '';
}

const isConsent = (error: AuthError): boolean =>
  consent.has(errorNumber(error)) || error.errorCode === 'consent_required' || error.subError === 'consent_required';

/** Why Entra gave no token, from what MSAL threw. The message holds Entra's codes only, its text stays in `cause`. */
export function refusedToken(error: unknown, kind: 'delegated' | 'application'): MicrosoftFailure {
  if (error instanceof MicrosoftFailure) return error;
  if (!(error instanceof AuthError)) return new MicrosoftFailure('refused', 'Microsoft Entra could not be asked.', { cause: error });
  const code = `${error.errorCode} ${errorNumber(error)}`.trim();
  if (isConsent(error)) return new MicrosoftFailure('consent-missing', `Consent is missing (${code}).`, { cause: error });
  // An operator mends this and nobody who asks can: what was asked is kept and done afterwards, as in any outage.
  if (ownCredential.has(error.errorCode)) {
    return new MicrosoftFailure('unavailable', `Fieldwork's own credential was refused (${code}).`, { cause: error });
  }
  if (kind === 'application') return new MicrosoftFailure('refused', `Microsoft Entra refused (${code}).`, { cause: error });
  const claims = error instanceof InteractionRequiredAuthError ? error.claims || null : null;
  return new MicrosoftFailure('sign-in-again', `The person must sign in again (${code}).`, { claims, cause: error });
}

import { AppError } from './platform/errors.ts';
import { MicrosoftFailure } from './platform/microsoft/microsoft.ts';
import { permissions } from './platform/microsoft/permissions.ts';

/** Why Fieldwork asks for a permission and who can grant it: what the one consent screen says. */
function consentDetails(permission: string | null): Record<string, unknown> {
  const known = [...permissions.delegated, ...permissions.application].find((one) => one.name === permission);
  return { permission, why: known?.why ?? null, who: 'An administrator of your organisation can grant it, in Microsoft Entra under Enterprise applications, Fieldwork, Permissions.' };
}

/** What a person is told when Microsoft 365 did not do what they asked. Graph's own words stay in `cause`. */
export function fromMicrosoft(error: unknown): AppError | null {
  if (!(error instanceof MicrosoftFailure)) return null;
  const { kind, permission, claims, retryAfterSeconds } = error;
  if (kind === 'consent-missing') {
    return new AppError('consent-required', 'Fieldwork is missing a permission in Microsoft 365.', { details: consentDetails(permission), cause: error });
  }
  if (kind === 'sign-in-again') return new AppError('sign-in-required', 'Please sign in again.', { details: { claims }, cause: error });
  if (error.passing) {
    return new AppError('microsoft-unavailable', 'Microsoft 365 does not answer at the moment. Please try again shortly.', {
      details: { retryAfterSeconds },
      cause: error,
    });
  }
  if (kind === 'not-found') return new AppError('not-found', 'Microsoft 365 does not know this person or meeting.', { cause: error });
  return new AppError('conflict', 'Microsoft 365 did not accept this.', { cause: error });
}

import type { createNestablePublicClientApplication, IPublicClientApplication } from '@azure/msal-browser';
import type { SignIn } from '../../server/features/outlook/contract.ts';
import { HostError } from './host.ts';
import { within } from './within.ts';

export interface TokenWish {
  fresh?: boolean;
  claims?: string;
}

/** A way to a token of our API. Rejects with HostError `consent-required` or `sign-in-required`, or `unreachable` when nobody answers. */
export type GetToken = (wish: TokenWish) => Promise<string>;

/** What Outlook must offer for each way. */
export interface SignInParts {
  settings: () => Promise<SignIn>;
  /** Nested app authentication is there. */
  nested: boolean;
  /** The older way; null where there is none. */
  legacy: ((options: { allowSignInPrompt: boolean; allowConsentPrompt: boolean; authChallenge?: string }) => Promise<string>) | null;
  /** A person has just pressed something: then a window may be opened again. */
  pressed?: () => boolean;
  /** Loads msal-browser; only the pane in Outlook pays for it. */
  msal?: () => Promise<{ createNestablePublicClientApplication: typeof createNestablePublicClientApplication }>;
}

/** How long each step may take: in silence, and while a person reads a window, in milliseconds. */
const patience = { silent: 10_000, person: 120_000 };

/** One window by itself and no more: somebody who closed it has answered, until they press "Try again". */
type Asked = { window: boolean; mayOpen: () => boolean };

/**
 * Signs in by nested app authentication where Outlook has it, else by Outlook's older way. Silence first; at most one window is ever
 * opened, so that a refusal ends on a screen and not in a loop.
 */
export function createOutlookSignIn(parts: SignInParts): GetToken {
  const pressed = parts.pressed ?? (() => globalThis.navigator?.userActivation?.isActive ?? false);
  const asked: Asked = { window: false, mayOpen: () => !asked.window || pressed() };
  const nested = parts.nested ? nestedWay(parts, asked) : null;
  const legacy = parts.legacy ? legacyWay(parts.legacy, asked) : null;
  // A bridge that was silent once would cost everybody's patience before each later call.
  let olderWorks = false;
  return async (wish) => {
    if (!nested && !legacy) throw new HostError('sign-in-required', 'This Outlook cannot sign you in to add-ins.');
    if (!nested || olderWorks) return legacy!(wish);
    try {
      return await nested(wish);
    } catch (thrown) {
      if (!legacy || isAnswered(thrown as HostError)) throw thrown;
      const token = await legacy(wish);
      olderWorks = true;
      return token;
    }
  };
}

/**
 * What a person refused, or an administrator has not allowed yet, is not asked another way. Everything else says that nested app
 * authentication does not work here (no bridge, an origin it does not know, an error of the host), and the older way may.
 */
const isAnswered = ({ code, cause }: HostError): boolean => code === 'consent-required' || /cancel/i.test(wordsOf(cause ?? {}));

const forgetting = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((thrown: unknown) => {
      made = null;
      throw thrown;
    });
    return made;
  };
};

const silence = () => new HostError('unreachable', 'Outlook did not answer.');

function nestedWay({ settings, msal = () => import('@azure/msal-browser') }: SignInParts, asked: Asked): GetToken {
  const client = forgetting(async (): Promise<{ app: IPublicClientApplication; scope: string }> => {
    const [{ createNestablePublicClientApplication }, { clientId, authority, scope }] = await Promise.all([within(msal(), patience.silent, silence), settings()]);
    const cache = { cacheLocation: 'memoryStorage' } as const;
    return { app: await within(createNestablePublicClientApplication({ auth: { clientId, authority }, cache }), patience.silent, silence), scope };
  });
  return async ({ fresh = false, claims }) => {
    const { app, scope } = await client().catch((cause: unknown) => {
      throw cause instanceof HostError ? cause : new HostError('unreachable', 'Outlook did not answer.', { cause });
    });
    const request = { scopes: [scope], ...(claims && { claims }), forceRefresh: fresh };
    try {
      return (await within(app.acquireTokenSilent(request), patience.silent, silence)).accessToken;
    } catch (thrown) {
      if (!needsPerson(thrown) || !asked.mayOpen()) throw fromMsal(thrown);
    }
    asked.window = true;
    const opened = within(app.acquireTokenPopup(request), patience.person, () => new HostError('sign-in-required', 'The window for signing in was not answered.'));
    return (await opened.catch((thrown: unknown) => {
      throw fromMsal(thrown);
    })).accessToken;
  };
}

const wordsOf = (thrown: unknown): string => {
  const { errorCode = '', subError = '', message = '' } = thrown as { errorCode?: string; subError?: string; message?: string };
  return `${errorCode} ${subError} ${message}`;
};

const needsPerson = (thrown: unknown): boolean => !hasNoBridge(thrown) && (/InteractionRequired/.test((thrown as Error).name) || /interaction_required|consent_required|login_required|65001/i.test(wordsOf(thrown)));

/** `no_account_error`: without a bridge msal-browser quietly becomes a web page's client, whose windows would never be answered here. */
const hasNoBridge = (thrown: unknown): boolean => /no_account_error|bridge|nested_app_auth|unavailable/i.test(wordsOf(thrown));

function fromMsal(thrown: unknown): HostError {
  if (thrown instanceof HostError) return thrown;
  const words = wordsOf(thrown);
  if (/consent|65001/i.test(words)) return new HostError('consent-required', 'Fieldwork has not been allowed to sign you in yet.', { cause: thrown });
  if (hasNoBridge(thrown)) return new HostError('unreachable', 'Outlook did not answer.', { cause: thrown });
  if (/cancel/i.test(words)) return new HostError('sign-in-required', 'Signing in was cancelled.', { cause: thrown });
  return new HostError('sign-in-required', 'Outlook could not sign you in.', { cause: thrown });
}

/** Codes of `getAccessToken` (learn.microsoft.com/office/dev/add-ins/develop/troubleshoot-sso-in-office-add-ins). */
const legacyWords: Record<number, string> = {
  13000: 'Fieldwork is not set up for signing in to this Outlook.',
  13001: 'You are not signed in to Outlook.',
  13002: 'Signing in was cancelled.',
  13003: 'Only work and school accounts can use Fieldwork.',
  13006: 'Outlook had a problem signing you in. Closing and opening it again may help.',
  13012: 'This Outlook cannot sign you in to add-ins.',
};

const needsConsent = new Set([13004, 13005, 65001]);

function legacyWay(getAccessToken: NonNullable<SignInParts['legacy']>, asked: Asked): GetToken {
  const ask = (prompt: boolean, claims?: string) => {
    const options = { allowSignInPrompt: prompt, allowConsentPrompt: prompt, ...(claims && { authChallenge: claims }) };
    return within(getAccessToken(options), prompt ? patience.person : patience.silent, () => new HostError('unreachable', 'Outlook did not answer.'));
  };
  return async ({ claims }) => {
    try {
      return await ask(false, claims);
    } catch (thrown) {
      const { code } = thrown as { code?: number };
      // 13001 not signed in, 13005 not consented: a window may help, once.
      if (!asked.mayOpen() || (code !== 13001 && code !== 13005)) throw fromLegacy(thrown);
    }
    asked.window = true;
    return ask(true, claims).catch((thrown: unknown) => {
      throw fromLegacy(thrown);
    });
  };
}

function fromLegacy(thrown: unknown): HostError {
  if (thrown instanceof HostError) return thrown;
  const { code = 0 } = thrown as { code?: number };
  if (needsConsent.has(code)) return new HostError('consent-required', 'Fieldwork has not been allowed to sign you in yet.', { cause: thrown });
  return new HostError('sign-in-required', legacyWords[code] ?? 'Outlook could not sign you in.', { cause: thrown });
}

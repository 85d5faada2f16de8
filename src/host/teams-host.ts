import { app, type AppId, authentication, type FrameContexts, pages } from '@microsoft/teams-js';
import { firstToken } from './first-token.ts';
import { emptyContext, type Host, type HostContext, HostError, type HostTheme, toTheme } from './host.ts';
import { tabId, tabLink } from './tab-link.ts';

/** teams-js waits a minute for a host that never answers; a person does not. */
const answerWithinMs = 8000;

/**
 * Connects to Teams (or to the tab as Outlook and Microsoft 365 show it).
 * Rejects with HostError `unreachable` when nothing answers in time.
 */
export async function connectTeams(): Promise<Host> {
  await within(app.initialize(), answerWithinMs);
  // Every surface needs one before anything else: asked for while the host tells where we are.
  const early = getToken();
  early.catch(() => undefined);
  const context = await within(app.getContext(), answerWithinMs);
  const listeners = new Set<(theme: HostTheme) => void>();
  const host: Host = {
    kind: kindOf(context.page.frameContext),
    context: toContext(context),
    theme: toTheme(context.app.theme),
    onTheme: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getToken: firstToken(early, getToken),
    openLink: (url) => app.openLink(url),
    ...(context.app.appId ? { openScreen: openInTab(context.app.appId) } : {}),
    // A host without the loading indicator rejects these; there is nothing to take away then.
    notifyReady: () => void app.notifySuccess().catch(() => undefined),
    notifyFailed: (message) => app.notifyFailure({ reason: app.FailedReason.Other, message }),
  };
  app.registerOnThemeChangeHandler((name) => {
    host.theme = toTheme(name);
    for (const listener of listeners) listener(host.theme);
  });
  return host;
}

/** Teams' own navigation where it has one; the link that anybody could send is its fallback. */
const openInTab = (appId: AppId) => async (path: string): Promise<void> => {
  if (pages.isSupported()) return pages.navigateToApp({ appId, pageId: tabId, subPageId: path });
  return app.openLink(tabLink(String(appId), path));
};

const kindOf = (frame: FrameContexts): Host['kind'] => (frame === 'sidePanel' ? 'teams-side-panel' : 'teams-tab');

const toContext = (context: app.Context): HostContext => ({
  ...emptyContext,
  userObjectId: context.user?.id ?? null,
  tenantId: context.user?.tenant?.id ?? null,
  loginHint: context.user?.loginHint ?? null,
  chatId: context.chat?.id ?? null,
  meetingId: context.meeting?.id ?? null,
  subPageId: context.page.subPageId || null,
  locale: context.app.locale || emptyContext.locale,
});

/** The host keeps tokens and renews them: `fresh` only asks it again, `claims` makes it go to Entra. */
async function getToken(options: { fresh?: boolean; claims?: string } = {}): Promise<string> {
  try {
    return await authentication.getAuthToken(options.claims ? { claims: [options.claims] } : {});
  } catch (cause) {
    throw toHostError(cause);
  }
}

/** Reasons are bare strings from the host and not listed anywhere; what is not known needs the person, so it means signing in. */
function toHostError(cause: unknown): HostError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return /consent/i.test(reason)
    ? new HostError('consent-required', 'Fieldwork has not been allowed to sign you in yet.', { cause })
    : new HostError('sign-in-required', 'Teams could not sign you in.', { cause });
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new HostError('unreachable', 'Teams did not answer.')), ms);
    work.then(resolve, (cause) => reject(new HostError('unreachable', 'Teams did not answer.', { cause }))).finally(() => clearTimeout(timer));
  });
}

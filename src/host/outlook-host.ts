import { emptyContext, type Host, HostError, type HostTheme } from './host.ts';
import type { MailHost } from './mail-host.ts';
import { outlookMail } from './outlook-item.ts';
import { createOutlookSignIn, type SignInParts } from './outlook-sign-in.ts';
import { fetchSignIn } from './sign-in.ts';
import { within } from './within.ts';

/** Outlook around the pane. */
export interface OutlookHost extends Host {
  kind: 'outlook-pane';
  mail: MailHost;
}

/** How long Microsoft's script and Outlook may take together, in milliseconds. */
const officeWithinMs = 5000;

/** How often the script is looked for. */
const lookEveryMs = 40;

const noOffice = () => new HostError('unreachable', 'Outlook did not answer.');

/** Microsoft's script once it is here. Where it is blocked it never comes, so whoever waits needs a limit. */
function office(): Promise<typeof Office> {
  return new Promise((resolve) => {
    const look = () => {
      const here = (globalThis as { Office?: typeof Office }).Office;
      if (typeof here?.onReady === 'function') resolve(here);
      else setTimeout(look, lookEveryMs);
    };
    look();
  });
}

/** Connects to Outlook. Rejects with HostError `unreachable` when office.js is blocked, nobody answers in time, or it is not Outlook that does. */
export async function connectOutlook(parts: Partial<Pick<SignInParts, 'settings' | 'msal'>> = {}): Promise<OutlookHost> {
  const ready = office().then(async (here) => ({ here, info: await here.onReady() }));
  const { here, info } = await within(ready, officeWithinMs, noOffice);
  if (info.host !== here.HostType.Outlook || !here.context.mailbox) throw noOffice();
  const { requirements, mailbox, displayLanguage } = here.context;
  const follow = followTheme(here);
  return {
    kind: 'outlook-pane',
    context: { ...emptyContext, loginHint: mailbox.userProfile?.emailAddress ?? null, locale: displayLanguage || emptyContext.locale },
    get theme() {
      return follow.theme();
    },
    onTheme: follow.onTheme,
    getToken: ofWish(createOutlookSignIn({ settings: () => fetchSignIn(), nested: requirements.isSetSupported('NestedAppAuth', '1.1'), legacy: legacyOf(), ...parts })),
    openLink: async (url) => void (here.context.ui?.openBrowserWindow ? here.context.ui.openBrowserWindow(url) : open(url, '_blank', 'noopener')),
    notifyReady: () => undefined,
    notifyFailed: () => undefined,
    mail: outlookMail(mailbox),
  };
}

const ofWish =
  (getToken: ReturnType<typeof createOutlookSignIn>): Host['getToken'] =>
  (wish = {}) =>
    getToken(wish);

/** The older way of signing in, where this Outlook has it. */
function legacyOf(): SignInParts['legacy'] {
  const auth = (globalThis as { OfficeRuntime?: { auth?: { getAccessToken?: NonNullable<SignInParts['legacy']> } } }).OfficeRuntime?.auth;
  return typeof auth?.getAccessToken === 'function' ? (options) => auth.getAccessToken!(options) : null;
}

function followTheme(here: typeof Office) {
  const listeners = new Set<(theme: HostTheme) => void>();
  let now = here.context.officeTheme;
  const changed = (event?: { officeTheme?: Office.OfficeTheme }) => {
    now = event?.officeTheme ?? now;
    for (const listener of listeners) listener(themeOf(now));
  };
  if (here.context.requirements.isSetSupported('Mailbox', '1.14')) here.context.mailbox.addHandlerAsync(here.EventType.OfficeThemeChanged, changed, () => undefined);
  return {
    theme: () => themeOf(now),
    onTheme: (listener: (theme: HostTheme) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Outlook tells colours and no name: black with pure white or yellow text is high contrast, any other dark ground is dark. */
export function themeOf(theme: Pick<Office.OfficeTheme, 'bodyBackgroundColor' | 'bodyForegroundColor'> | undefined, media: (query: string) => boolean = matches): HostTheme {
  if (media('(forced-colors: active)')) return 'contrast';
  const ground = channels(theme?.bodyBackgroundColor);
  if (!ground) return media('(prefers-color-scheme: dark)') ? 'dark' : 'default';
  if (ground.every((part) => part === 0)) return 'contrast';
  return ground.reduce((sum, part) => sum + part, 0) < 3 * 110 ? 'dark' : 'default';
}

const matches = (query: string): boolean => globalThis.matchMedia?.(query).matches ?? false;

function channels(color: string | undefined): number[] | null {
  const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color ?? '');
  return hex ? hex.slice(1, 4).map((part) => Number.parseInt(part, 16)) : null;
}

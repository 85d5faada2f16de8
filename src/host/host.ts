/** What a surface (Teams, Outlook, a plain browser) offers our screens. Screens see only this, never an SDK. */
export interface Host {
  kind: HostKind;
  context: HostContext;
  /** The theme at the moment it is read; `onTheme` tells when to read it again. */
  theme: HostTheme;
  /** Calls `listener` with every later theme. Returns what ends that. */
  onTheme(listener: (theme: HostTheme) => void): () => void;
  /**
   * An access token for our API. `fresh` asks for one that was not handed out before; `claims` is a claims challenge that the
   * API answered with. Rejects with HostError.
   */
  getToken(options?: { fresh?: boolean; claims?: string }): Promise<string>;
  /** Opens an https address outside our frame, e.g. a Teams meeting. */
  openLink(url: string): Promise<void>;
  /** Opens a screen of the personal tab, e.g. `/engagements/<id>`; missing where the host cannot lead there. */
  openScreen?(path: string): Promise<void>;
  /** Takes the host's own loading indicator away. Safe to call again. */
  notifyReady(): void;
  notifyFailed(reason: string): void;
}

export type HostKind = 'teams-tab' | 'teams-side-panel' | 'outlook-pane' | 'browser';

/** `glass` is the translucent dark of head-worn devices. */
export type HostTheme = 'default' | 'dark' | 'contrast' | 'glass';

/** Who and where; null when the host does not say. Never proof of identity: that is the token's part. */
export interface HostContext {
  /** Entra object id of the signed-in person. */
  userObjectId: string | null;
  tenantId: string | null;
  loginHint: string | null;
  /** Thread id of the chat or meeting chat around the app. */
  chatId: string | null;
  meetingId: string | null;
  /** Where a deep link points, e.g. `/sessions/<id>`. */
  subPageId: string | null;
  /** BCP 47, e.g. `en-gb`. */
  locale: string;
}

export type HostErrorCode = 'sign-in-required' | 'consent-required' | 'unreachable';

/** The host could not do what was asked. `message` may be shown. */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'HostError';
    this.code = code;
  }
}

const themes: readonly string[] = ['default', 'dark', 'contrast', 'glass'] satisfies HostTheme[];

/** A theme by the name a host gave it; an unknown name is `default`, as teams-js itself takes it. */
export const toTheme = (name: string | null | undefined): HostTheme =>
  name && themes.includes(name) ? (name as HostTheme) : 'default';

export const emptyContext: HostContext = {
  userObjectId: null,
  tenantId: null,
  loginHint: null,
  chatId: null,
  meetingId: null,
  subPageId: null,
  locale: 'en-gb',
};

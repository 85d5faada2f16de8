import { type LegacyContext, runtimeJson } from './context.ts';
import type { AppMessage } from './messages.ts';

/** What the program around the app does when the app asks. */
export interface HostActs {
  context: () => LegacyContext;
  /** A token for the app's API. Rejects when there is none. */
  getToken: () => Promise<string>;
  openLink: (url: string) => void;
  /** Leads to the app's personal tab, at a place in it or at its start. */
  goToTab: (subPage: string | null) => void;
  /** The app has drawn itself. */
  ready: () => void;
  /** The app said that it cannot. */
  failed: (why: string) => void;
  /** The app wants to hear of an event. */
  registered: (event: string) => void;
}

/** What is sent back; null when nothing is. `refused` for what this host does not know. */
export interface Reply {
  args: unknown[] | null;
  refused?: boolean;
}

type Answer = (args: unknown[], acts: HostActs) => Reply | Promise<Reply>;

const silence: Reply = { args: null };
const yes: Reply = { args: [true] };

// Names and forms of the answers: teams-js 2.58, src/internal and src/public of its repository.
const answers: Record<string, Answer> = {
  // The version before the runtime: only in this order does teams-js look into the runtime for everything.
  initialize: (_args, { context }) => ({ args: [context().frameContext, 'web', '2.0.5', runtimeJson] }),
  getContext: (_args, { context }) => ({ args: [context()] }),
  registerHandler: ([event], { registered }) => {
    registered(String(event));
    return silence;
  },
  'authentication.getAuthToken': async (_args, { getToken }) => getToken().then((token) => ({ args: [true, token] }), () => ({ args: [false, 'unknownAuthError'] })),
  'appInitialization.appLoaded': (_args, { ready }) => {
    ready();
    return silence;
  },
  'appInitialization.success': (_args, { ready }) => {
    ready();
    return { args: [] };
  },
  'appInitialization.failure': ([reason, message], { failed }) => {
    failed(String(message ?? reason));
    return silence;
  },
  'appInitialization.expectedFailure': ([reason, message], { failed }) => {
    failed(String(message ?? reason));
    return silence;
  },
  executeDeepLink: ([url], { openLink }) => {
    openLink(String(url));
    return yes;
  },
  'pages.navigateToApp': ([params], { goToTab }) => {
    goToTab(subPageOf(params));
    return yes;
  },
};

const subPageOf = (params: unknown): string | null =>
  typeof params === 'object' && params !== null && 'subPageId' in params && typeof params.subPageId === 'string' ? params.subPageId : null;

/** Calls whose answers begin with an error or null; those of all others begin with true or false. */
const errorFirst = /^(meeting|media|location|people|files|sharing|barCode|geoLocation)\./;

/** 100 is teams-js' NOT_SUPPORTED_ON_PLATFORM. */
const refusal = (func: string): Reply => ({
  args: errorFirst.test(func) ? [{ errorCode: 100, message: `${func} is not played here` }] : [false, `${func} is not played here`],
  refused: true,
});

/** Answers one message of the app as Teams would. What is not known is refused aloud, never answered with an empty success. */
export const respond = async ({ func, args }: AppMessage, acts: HostActs): Promise<Reply> =>
  Object.hasOwn(answers, func) ? answers[func]!(args, acts) : refusal(func);

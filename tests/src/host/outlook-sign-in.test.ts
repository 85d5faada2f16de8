/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createOutlookSignIn, type SignInParts } from '../../../src/host/outlook-sign-in.ts';
import { themeOf } from '../../../src/host/outlook-host.ts';

const settings = async () => ({ clientId: 'client', authority: 'https://login.microsoftonline.com/tenant', scope: 'api://host/client/access_as_user', teamsAppId: 'app' });
const never = () => new Promise<never>(() => undefined);
const interaction = Object.assign(new Error('AADSTS65001: consent_required'), { name: 'InteractionRequiredAuthError', errorCode: 'interaction_required' });

/** msal-browser as far as the pane uses it; `silent` and `popup` say what each does. */
function broker(ways: { silent?: (request: object) => Promise<unknown>; popup?: (request: object) => Promise<unknown>; create?: () => Promise<unknown> }) {
  const calls: [string, object][] = [];
  const app = {
    acquireTokenSilent: (request: object) => (calls.push(['silent', request]), (ways.silent ?? (async () => ({ accessToken: 'nested token' })))(request)),
    acquireTokenPopup: (request: object) => (calls.push(['popup', request]), (ways.popup ?? (async () => ({ accessToken: 'token after a window' })))(request)),
  };
  const create = (ways.create ?? (async () => app)) as never;
  return { calls, msal: (async () => ({ createNestablePublicClientApplication: create })) as NonNullable<SignInParts['msal']> };
}

const parts = (more: Partial<SignInParts>): SignInParts => ({ settings, nested: true, legacy: null, pressed: () => false, ...more });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Settles while time passes: nothing may wait for ever. */
async function settled<T>(work: Promise<T>): Promise<T | { code: string }> {
  const outcome = work.catch((error: { code: string }) => ({ code: error.code }));
  await jest.advanceTimersByTimeAsync(300_000);
  return outcome;
}

describe('nested app authentication', () => {
  it('asks in silence for our own scope, fresh and with a challenge when told to', async () => {
    const { msal, calls } = broker({});
    const getToken = createOutlookSignIn(parts({ msal }));
    expect(await settled(getToken({}))).toBe('nested token');
    await settled(getToken({ fresh: true, claims: '{"access_token":{}}' }));
    expect(calls).toEqual([
      ['silent', { scopes: ['api://host/client/access_as_user'], forceRefresh: false }],
      ['silent', { scopes: ['api://host/client/access_as_user'], forceRefresh: true, claims: '{"access_token":{}}' }],
    ]);
  });

  it('opens one window where a person is needed, and no second by itself', async () => {
    const refuse = async () => Promise.reject(interaction);
    const { msal, calls } = broker({ silent: refuse, popup: refuse });
    const getToken = createOutlookSignIn(parts({ msal }));
    for (let count = 0; count < 4; count += 1) expect(await settled(getToken({}))).toEqual({ code: 'consent-required' });
    expect(calls.filter(([way]) => way === 'popup')).toHaveLength(1);
  });

  it('opens another window when a person pressed for it', async () => {
    const { msal, calls } = broker({ silent: async () => Promise.reject(interaction), popup: async () => Promise.reject(Object.assign(new Error('user_cancelled'), { errorCode: 'user_cancelled' })) });
    const getToken = createOutlookSignIn(parts({ msal, pressed: () => true }));
    expect(await settled(getToken({}))).toEqual({ code: 'sign-in-required' });
    await settled(getToken({}));
    expect(calls.filter(([way]) => way === 'popup')).toHaveLength(2);
  });

  const failing = (error: object) => async () => {
    throw Object.assign(new Error(), error);
  };
  it.each<[string, Parameters<typeof broker>[0]]>([
    ['that never starts', { create: never }],
    ['that cannot start', { create: failing({ errorCode: 'nested_app_auth_unavailable' }) }],
    ['that never answers in silence', { silent: never }],
    ['that does not know our origin', { silent: failing({ errorCode: 'invalid_request', message: 'The origin is not valid' }) }],
    ['that breaks', { silent: failing({ name: 'ServerError', message: 'status: PERSISTENT_ERROR' }) }],
    ['whose window breaks', { silent: async () => Promise.reject(interaction), popup: failing({ name: 'ServerError' }) }],
    ['that is none, so that msal-browser became a web page’s client', { silent: failing({ name: 'InteractionRequiredAuthError', errorCode: 'no_account_error' }), popup: never }],
  ])('gives up on a broker %s, and goes the older way', async (_what, ways) => {
    const { msal } = broker(ways);
    expect(await settled(createOutlookSignIn(parts({ msal, legacy: async () => 'legacy token' }))({}))).toBe('legacy token');
    expect(await settled(createOutlookSignIn(parts({ msal: broker(ways).msal }))({}))).toEqual({ code: expect.stringMatching(/unreachable|sign-in-required/) });
  });

  it('is not tried again once the older way has worked; when both fail, that is one answer a call and one window', async () => {
    const { msal, calls } = broker({ silent: never });
    const getToken = createOutlookSignIn(parts({ msal, legacy: async () => 'legacy token' }));
    for (let count = 0; count < 3; count += 1) expect(await settled(getToken({}))).toBe('legacy token');
    expect(calls).toHaveLength(1);
    const windows: unknown[] = [];
    const legacy = async ({ allowSignInPrompt }: { allowSignInPrompt: boolean }) => (allowSignInPrompt && windows.push('older'), Promise.reject({ code: 13001 }));
    const both = createOutlookSignIn(parts({ msal: broker({ silent: never }).msal, legacy }));
    for (let count = 0; count < 3; count += 1) expect(await settled(both({}))).toEqual({ code: 'sign-in-required' });
    expect(windows).toHaveLength(1);
  });

  it('does not ask another way what a person refused', async () => {
    const { msal } = broker({ silent: async () => Promise.reject(interaction), popup: async () => Promise.reject(interaction) });
    const legacy = jest.fn(async () => 'legacy token');
    expect(await settled(createOutlookSignIn(parts({ msal, legacy }))({}))).toEqual({ code: 'consent-required' });
    expect(legacy).not.toHaveBeenCalled();
  });
});

describe('the older way', () => {
  it('passes a challenge on, and asks with a window once when consent is missing', async () => {
    const asked: object[] = [];
    const legacy = async (options: { allowConsentPrompt: boolean }) => {
      asked.push(options);
      return options.allowConsentPrompt ? 'legacy token' : Promise.reject({ code: 13005 });
    };
    expect(await settled(createOutlookSignIn(parts({ nested: false, legacy }))({ claims: 'x' }))).toBe('legacy token');
    expect(asked).toEqual([{ allowSignInPrompt: false, allowConsentPrompt: false, authChallenge: 'x' }, { allowSignInPrompt: true, allowConsentPrompt: true, authChallenge: 'x' }]);
  });

  it.each([[13002, 'sign-in-required'], [13003, 'sign-in-required'], [13004, 'consent-required'], [13012, 'sign-in-required'], [1, 'sign-in-required']])('%p ends as %p', async (code, wanted) => {
    expect(await settled(createOutlookSignIn(parts({ nested: false, legacy: async () => Promise.reject({ code }) }))({}))).toEqual({ code: wanted });
  });

  it('is given up on when nobody answers; an Outlook with neither way says so', async () => {
    expect(await settled(createOutlookSignIn(parts({ nested: false, legacy: never }))({}))).toEqual({ code: 'unreachable' });
    expect(await settled(createOutlookSignIn(parts({ nested: false }))({}))).toEqual({ code: 'sign-in-required' });
  });
});

describe('Outlook’s colours', () => {
  const no = () => false;
  it.each([['#ffffff', 'default'], ['#292929', 'dark'], ['#000000', 'contrast'], ['', 'default']])('%p is %p', (ground, theme) => {
    expect(themeOf({ bodyBackgroundColor: ground, bodyForegroundColor: '' }, no)).toBe(theme);
  });
  it('are overruled by forced colours, and stood in for by the system’s', () => {
    expect(themeOf(undefined, (query) => query.includes('forced'))).toBe('contrast');
    expect(themeOf(undefined, (query) => query.includes('dark'))).toBe('dark');
  });
});

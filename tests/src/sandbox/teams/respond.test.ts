import { describe, expect, it } from '@jest/globals';
import type { LegacyContext } from '../../../../src/sandbox/teams/host/context.ts';
import { answerTo, readMessage } from '../../../../src/sandbox/teams/host/messages.ts';
import { type HostActs, type Reply, respond } from '../../../../src/sandbox/teams/host/respond.ts';

function host(acts: Partial<HostActs> = {}) {
  const done: string[] = [];
  const all: HostActs = {
    context: () => ({ frameContext: 'sidePanel', theme: 'dark' }) as LegacyContext,
    getToken: async () => 'a token',
    openLink: (url) => void done.push(`link ${url}`),
    goToTab: (subPage) => void done.push(`tab ${subPage}`),
    ready: () => void done.push('ready'),
    failed: (why) => void done.push(`failed ${why}`),
    registered: (event) => void done.push(`registered ${event}`),
    ...acts,
  };
  const ask = (func: string, ...args: unknown[]): Promise<Reply> => respond({ id: 1, uuidAsString: undefined, func, args }, all);
  return { ask, done };
}

describe('the played Teams', () => {
  it('tells the frame, the client, a version and what it can do, in the order that teams-js reads to the end', async () => {
    const { args } = await host().ask('initialize', '2.58.0', 4, null);
    expect(args?.slice(0, 3)).toEqual(['sidePanel', 'web', '2.0.5']);
    expect(JSON.parse(String(args?.[3]))).toMatchObject({ apiVersion: 4, isLegacyTeams: false, supports: { pages: {}, app: { notifySuccessResponse: {} } } });
  });

  it('answers the context as one flat object', async () => {
    expect(await host().ask('getContext')).toEqual({ args: [{ frameContext: 'sidePanel', theme: 'dark' }] });
  });

  it('hands out a token, or says that it cannot', async () => {
    expect(await host().ask('authentication.getAuthToken', null, null, false)).toEqual({ args: [true, 'a token'] });
    const without = host({ getToken: () => Promise.reject(new Error('no')) });
    expect(await without.ask('authentication.getAuthToken')).toEqual({ args: [false, 'unknownAuthError'] });
  });

  it('takes note of what the app wants to hear of without an answer', async () => {
    const { ask, done } = host();
    expect(await ask('registerHandler', 'themeChange')).toEqual({ args: null });
    expect(done).toEqual(['registered themeChange']);
  });

  it.each([
    ['appInitialization.success', [], ['ready'], []],
    ['appInitialization.appLoaded', [], ['ready'], null],
    ['appInitialization.failure', ['Other', 'broken'], ['failed broken'], null],
    ['executeDeepLink', ['https://example.com/'], ['link https://example.com/'], [true]],
    ['pages.navigateToApp', [{ appId: 'x', pageId: 'home', subPageId: '/sessions/1' }], ['tab /sessions/1'], [true]],
    ['pages.navigateToApp', [{ appId: 'x', pageId: 'home' }], ['tab null'], [true]],
  ])('does %s with %j', async (func, args, wanted, answer) => {
    const { ask, done } = host();
    expect((await ask(func, ...args)).args).toEqual(answer);
    expect(done).toEqual(wanted);
  });

  it('refuses aloud what it does not play, so that teams-js rejects in either form of answer', async () => {
    expect(await host().ask('calendar.composeMeeting', {})).toEqual({ args: [false, 'calendar.composeMeeting is not played here'], refused: true });
    const { args, refused } = await host().ask('meeting.getMeetingDetails');
    expect(refused).toBe(true);
    expect(args).toMatchObject([{ errorCode: 100 }]);
    // A name that every object has is no call.
    expect((await host().ask('toString')).refused).toBe(true);
  });
});

describe('messages', () => {
  it('are answered with number and uuid, or with the number alone as they came', () => {
    const message = readMessage({ id: 3, uuidAsString: 'u', func: 'getContext', args: [], apiVersionTag: 'v2' })!;
    expect(answerTo(message, [1])).toEqual({ id: 3, uuidAsString: 'u', args: [1] });
    expect(answerTo(readMessage({ id: 4, func: 'getContext' })!, [])).toEqual({ id: 4, args: [] });
  });

  it.each([[null], ['text'], [{ type: 'other' }], [{ id: '1', func: 'getContext' }], [{ id: 1 }]])('of others (%j) are none', (data) => {
    expect(readMessage(data)).toBeNull();
  });
});

/** @jest-environment node */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { tabLink as fromServer } from '../../../server/platform/microsoft/activity.ts';
import { OpenInTeamsScreen } from '../../../src/components/outside-screens.tsx';
import { fetchSignIn } from '../../../src/host/sign-in.ts';
import { tabLink } from '../../../src/host/tab-link.ts';
import { playedAddress } from '../../../src/sandbox/teams/host/links.ts';

const appId = '5d0f4f63-4c5b-4c0e-9a53-3d1d9f3f6c11';
const web = 'https://fieldwork.example/tab#/review/now';

describe('a link into Teams', () => {
  it.each(['/', '/review/now', '/engagements/a"b&c=d#e/Ünïcode', '/votes/%25'])('leads to %s from pages as from mails, and Teams opens that place', (path) => {
    const link = tabLink(appId, path, web);
    expect(link).toBe(fromServer(appId, path, web));
    expect(tabLink(appId, path)).toBe(fromServer(appId, path));
    const { origin, pathname, searchParams, hash } = new URL(link);
    expect([origin, pathname, searchParams.get('webUrl'), hash]).toEqual(['https://teams.microsoft.com', `/l/entity/${appId}/home`, web, '']);
    expect(JSON.parse(searchParams.get('context')!)).toEqual({ subEntityId: path });
    expect(new URL(playedAddress(link, 'a@b.example'), 'http://localhost').searchParams.get('subpage')).toBe(path);
  });
});

describe('a plain browser', () => {
  const shown = (link?: string | null) => renderToStaticMarkup(<OpenInTeamsScreen {...(link === undefined ? {} : { link })} />);

  it('offers the very page in Teams where the app is known there', () => {
    const html = shown(tabLink(appId, '/review/now', web));
    expect(html).toContain('Open this page in Teams');
    expect(html).toContain(`href="${tabLink(appId, '/review/now', web).replaceAll('&', '&amp;')}"`);
  });

  it.each([undefined, null])('else leads to Teams itself (%s)', (link) => {
    expect(shown(link)).toContain('href="https://teams.microsoft.com"');
    expect(shown(link)).not.toContain('this page');
  });
});

describe('asking how to sign in', () => {
  const answering = (response: () => Promise<Response>) => jest.spyOn(globalThis, 'fetch').mockImplementation(response);
  afterEach(() => void jest.restoreAllMocks());

  it('is done as nobody', async () => {
    const asked = answering(async () => Response.json({ teamsAppId: appId }));
    expect(await fetchSignIn()).toEqual({ teamsAppId: appId });
    expect(asked.mock.calls).toEqual([['/api/sign-in', { credentials: 'omit' }]]);
  });

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('fetch failed')), /could not be reached/],
    ['the answer is none', async () => new Response('', { status: 502 }), /did not answer as it should/],
  ])('%s: it is said in words', async (_case, response, words) => {
    answering(response);
    await expect(fetchSignIn()).rejects.toMatchObject({ code: 'unreachable', message: expect.stringMatching(words) });
  });
});

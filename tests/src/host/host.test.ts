/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { browserHost } from '../../../src/host/browser-host.ts';
import { connectHost } from '../../../src/host/connect.ts';
import { toTheme } from '../../../src/host/host.ts';

/** A browser window whose system theme can be changed. */
function fakeWindow(dark: boolean) {
  const listeners = new Set<() => void>();
  const query = {
    matches: dark,
    addEventListener: (_type: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => listeners.delete(listener),
  };
  const view = { matchMedia: () => query, navigator: { language: 'de-DE' }, opener: null } as unknown as Window;
  Object.assign(view, { parent: view });
  const setDark = (next: boolean) => {
    query.matches = next;
    for (const listener of listeners) listener();
  };
  return { view, setDark };
}

describe('a theme', () => {
  it.each([
    ['default', 'default'],
    ['dark', 'dark'],
    ['contrast', 'contrast'],
    ['glass', 'glass'],
    ['solarized', 'default'],
    ['', 'default'],
    [null, 'default'],
    [undefined, 'default'],
  ])('%p is %p', (name, theme) => {
    expect(toTheme(name)).toBe(theme);
  });
});

describe('a plain browser', () => {
  it('is what a page without a frame around it is in', async () => {
    const host = await connectHost(fakeWindow(false).view);
    expect([host.kind, host.theme, host.context.locale]).toEqual(['browser', 'default', 'de-DE']);
  });

  it('has nobody signed in and says where to go', async () => {
    await expect(browserHost(fakeWindow(false).view).getToken()).rejects.toMatchObject({ code: 'sign-in-required', message: expect.stringContaining('Teams') });
  });

  it('follows the system’s theme until told not to', () => {
    const { view, setDark } = fakeWindow(true);
    const host = browserHost(view);
    const heard: string[] = [];
    const stop = host.onTheme((theme) => heard.push(theme));
    setDark(false);
    setDark(true);
    stop();
    setDark(false);
    expect([...heard, host.theme]).toEqual(['default', 'dark', 'default']);
  });
});

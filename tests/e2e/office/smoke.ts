import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { World } from '../world.ts';
import { type OpenItem, type Opening, type Played, playOutlook } from './parent.ts';

/** Where the pane is in this test: a page of Outlook's, which is https, frames nothing that is not. */
const paneOrigin = 'https://fieldwork.example';

/** Outlook on the web; office.js obeys no other parent. */
const outlookOrigin = 'https://outlook.office.com';

const cdn = 'https://appsforoffice.microsoft.com/lib/1/hosted/';
const officeFolder = join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');

/** As much of MicrosoftAjax.js, which no package has, as office.js looks for before it starts. */
const microsoftAjax = `
  window.Type = Function;
  Type.registerNamespace = (name) => { window[name] = window[name] || {}; };
  Type.prototype.registerClass = () => undefined;
  Function._validateParams = () => null;
  window.Sys = { StringBuilder: function () {}, Debug: { trace() {} }, Serialization: { JavaScriptSerializer: { serialize: JSON.stringify, deserialize: JSON.parse } } };
`;

/** What a page asked for that nobody here answers: with the real network it would have gone out. */
export interface Unanswered {
  urls: string[];
}

/** Puts Microsoft's real files at Microsoft's address, the real pane at an https address, and an empty page at Outlook's. */
export async function installOffice(context: BrowserContext, world: World): Promise<Unanswered> {
  const unanswered: Unanswered = { urls: [] };
  await context.route('https://**', async (route) => {
    unanswered.urls.push(route.request().url());
    await route.abort();
  });
  await context.route(`${cdn}**`, (route) => route.fulfill({ path: join(officeFolder, new URL(route.request().url()).pathname.slice(new URL(cdn).pathname.length)) }));
  await context.route('https://ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js', (route) => route.fulfill({ contentType: 'text/javascript', body: microsoftAjax }));
  await context.route(`${outlookOrigin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="en"><title>Outlook</title><body></body></html>' }));
  await context.route(`${paneOrigin}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    // An endless answer cannot be handed on: it ends at once here.
    if (pathname.endsWith('/live')) return route.fulfill({ contentType: 'text/event-stream', body: '' });
    // A connection that the server closed while it rested is tried again; a page that was left meanwhile needs no answer.
    await route
      .fetch({ url: `${world.origin}${pathname}${search}`, maxRetries: 3 })
      .then((response) => route.fulfill({ response }))
      .catch(() => route.abort().catch(() => undefined));
  });
  return unanswered;
}

export interface RealPane {
  page: Page;
  pane: FrameLocator;
  /** What the stand-in was asked and what its form holds. */
  played: () => Promise<Omit<Played, 'open'>>;
  /** Opens another item beside the pane. */
  open: (item: OpenItem) => Promise<void>;
}

/** Opens the pane in the stand-in Outlook. */
export async function openReal(context: BrowserContext, opening: Omit<Opening, 'pane'>): Promise<RealPane> {
  const page = await context.newPage();
  await page.goto(`${outlookOrigin}/mail`);
  // `office=microsoft`: with the tag of Microsoft's script, as it is outside the sandbox.
  await page.evaluate(playOutlook, { ...opening, pane: `${paneOrigin}/task-pane?office=microsoft` });
  return {
    page,
    pane: page.frameLocator('iframe[title="Fieldwork in Outlook"]'),
    played: () =>
      page.evaluate(() => {
        const { form, asked } = (globalThis as unknown as { played: Played }).played;
        return { form, asked };
      }),
    open: (item) => page.evaluate((next) => (globalThis as unknown as { played: Played }).played.open(next), item),
  };
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../server/sandbox/main.ts';
import { launchChromium } from './browser.ts';
import { collectComplaints, type Complaints } from './complaints.ts';

export interface WorldOptions {
  chromiumPath: string | undefined;
  /** Folder of the built pages. */
  staticDir: string;
  /** Folder for pictures of the screens. */
  pictures: string;
  /** Folder for the README's pictures; without it none are taken. */
  readmePictures: string | undefined;
  /** File that every exchange with Graph is appended to. */
  trafficFile: string | undefined;
  say: (line: string) => void;
}

/** A sandbox of its own and a browser in front of it. */
export interface World {
  sandbox: Sandbox;
  context: BrowserContext;
  complaints: Complaints;
  pictures: string;
  origin: string;
  /** The sandbox's own API, e.g. `api('POST', '/clock', { now })`. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Takes one of the README's pictures, when these are wanted. */
  readme(name: string, page: Page): Promise<void>;
  close(): Promise<void>;
}

/** Starts both, with fresh data. */
export async function createWorld({ chromiumPath, staticDir, pictures, readmePictures, trafficFile, say }: WorldOptions): Promise<World> {
  for (const folder of [pictures, readmePictures]) if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const browser: Browser = await launchChromium(chromiumPath);
  const dataDir = mkdtempSync(join(tmpdir(), 'fieldwork-e2e-'));
  const sandbox = await startSandbox({ port: 0, dataDir, databaseUrl: null, feedOrigins: [], logLevel: 'fatal', tenantFile: null, staticDir, trafficFile, say });
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' });
  context.setDefaultTimeout(20_000);
  const origin = new URL(sandbox.url).origin;
  const complaints = collectComplaints(context);
  return {
    sandbox,
    context,
    complaints,
    pictures,
    origin,
    async api<T>(method: string, path: string, body?: unknown): Promise<T> {
      const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const ask = () => fetch(`${origin}/sandbox/api${path}`, { method, ...sent });
      const response = await (method === 'POST' && path === '/clock' ? complaints.whileTimePasses(ask) : ask());
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
    async readme(name, page) {
      if (readmePictures === undefined) return;
      const before = page.viewportSize();
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(readmePictures, `${name}.png`), animations: 'disabled' });
      if (before) await page.setViewportSize(before);
    },
    async close() {
      await browser.close();
      await sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The app inside the page that plays Teams. */
export const appIn = (teams: Page): FrameLocator => teams.frameLocator('iframe[title="Fieldwork"]');

/** Does what opens a window of its own, and answers that window once it is drawn. */
export async function opening(page: Page, act: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.waitForEvent('popup'), act()]);
  await opened.waitForLoadState();
  return opened;
}

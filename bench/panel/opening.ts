import type { Browser, Page } from 'playwright-core';
import { hostPath } from './pages.ts';

/** How the browser is slowed down: a laptop that carries a video call, on an office's network. */
export const slowed = { cpu: 4, latencyMs: 40, megabitsPerSecond: 10 };

/** What the host gives the frame. */
export interface Wish {
  path: string;
  chatId: string;
  address: string;
  objectId: string;
  tenantId: string;
  appId: string;
  token: string;
}

export interface Opened {
  /** Milliseconds from the frame's first request until it was ready. */
  ms: number;
  /** Scripts that came for the frame before that: name and bytes on the wire. */
  scripts: Map<string, number>;
}

/** Tells when a line can be typed into: in the page, not disabled, and it takes the focus. Runs in every frame before its own scripts. */
function watch(): void {
  const look = () => {
    const line = document.querySelector('form input:not([type=checkbox]):not([disabled])[placeholder^="Ask"]');
    if (!line || 'readyAt' in globalThis) return;
    Object.assign(globalThis, { readyAt: performance.now() });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

async function slow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const bytesPerSecond = (slowed.megabitsPerSecond * 1e6) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: slowed.latencyMs, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed.cpu });
}

/** Opens a page in a frame of the host, with nothing cached. `check` is given the page once it was ready. */
export async function openCold(browser: Browser, origin: string, wish: Wish, options: { slow: boolean; width?: number; check?: (page: Page) => Promise<void> }): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: options.width ?? 320, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    if (options.slow) await slow(page);
    await page.goto(`${origin}${hostPath}#${encodeURIComponent(JSON.stringify(wish))}`);
    const frame = page.frames().find((one) => one !== page.mainFrame())!;
    await frame.waitForFunction(() => 'readyAt' in globalThis, undefined, { timeout: 60_000, polling: 20 });
    const seen = await frame.evaluate(() => ({
      ms: (globalThis as unknown as { readyAt: number }).readyAt,
      scripts: (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) => name.endsWith('.js')).map(({ name, encodedBodySize }) => [name.split('/').at(-1)!, encodedBodySize] as const),
    }));
    await options.check?.(page);
    return { ms: seen.ms, scripts: new Map(seen.scripts) };
  } finally {
    await context.close();
  }
}

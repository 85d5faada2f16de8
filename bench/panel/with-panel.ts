import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildFrontEnd } from '../../scripts/build-front-end.ts';
import { environment } from '../../server/platform/config.ts';
import { launchChromium } from '../../tests/e2e/browser.ts';
import { addressOf, idFor, teamsAppId, tenantId } from '../api/population.ts';
import { startServer, stopServer, type Started } from '../started.ts';
import type { Wish } from './opening.ts';
import { benchPages } from './pages.ts';

/** A product server that tells the tokens of its clients. */
export interface PanelServer extends Started {
  tokens: string[];
}

export interface WithPanel<Product extends PanelServer = PanelServer> {
  browser: Browser;
  product: Product;
  origin: string;
  /** The first client's panel beside the meeting. */
  wish: Wish;
}

/** Builds the pages, starts a product with engagements and a browser for `measure`, and takes all of it down again. */
export async function withPanel<Product extends PanelServer>(say: (line: string) => void, measure: (given: WithPanel<Product>) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-panel-'));
  await benchPages(await buildFrontEnd(say), folder);
  const product = await startServer<Product>('product-server.ts', environment().DATABASE_URL ?? '', folder);
  const browser = await launchChromium(environment()['CHROMIUM_PATH']);
  try {
    const wish = { path: '/side-panel?theme=default', chatId: 'chat', address: addressOf(0), objectId: idFor('person 0'), tenantId, appId: teamsAppId, token: product.tokens[0]! };
    await measure({ browser, product, origin: `http://localhost:${product.port}`, wish });
  } finally {
    await browser.close();
    await stopServer(product);
    rmSync(folder, { recursive: true });
  }
}

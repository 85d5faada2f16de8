import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Nothing is asked of the network but what a page asks. */
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts an installed Chromium: the given one, or the first of the usual places. Rejects with how to install one. */
export async function launchChromium(path: string | undefined): Promise<Browser> {
  const executablePath = path ?? usualPlaces.find((place) => existsSync(place));
  if (executablePath === undefined || !existsSync(executablePath)) {
    const looked = path ?? usualPlaces.join(', ');
    throw new Error(`No Chromium at ${looked}. Install one (Debian: apt-get install chromium) or name it: CHROMIUM_PATH=/path/to/chrome npm run test:e2e`);
  }
  return chromium.launch({ executablePath, args: quiet });
}

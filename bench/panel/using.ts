import type { Page } from 'playwright-core';

/** What is typed; every key is timed by itself. */
const words = 'Ask Sam';

/** Times from a key until the picture with it was drawn. Runs in the panel's page. */
function watchKeys(): void {
  const drawn: number[] = [];
  addEventListener(
    'keydown',
    () => {
      const began = performance.now();
      // What comes after the next frame has been handed to the screen.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => drawn.push(performance.now() - began));
        port1.start();
        port2.postMessage(null);
      });
    },
    { capture: true },
  );
  Object.assign(globalThis, { drawn });
}

const panelOf = (page: Page) => page.frames().find((one) => one !== page.mainFrame())!;

/** Types into the line of a panel: milliseconds from each key until the screen shows it. */
export async function typing(page: Page): Promise<number[]> {
  const frame = panelOf(page);
  await frame.locator('input[placeholder^="Ask"]').focus();
  await frame.evaluate(watchKeys);
  for (const key of words) await page.keyboard.press(key === ' ' ? 'Space' : key, { delay: 60 });
  await frame.waitForFunction((count) => (globalThis as unknown as { drawn: number[] }).drawn.length >= count, words.length);
  return frame.evaluate(() => (globalThis as unknown as { drawn: number[] }).drawn);
}

/** The first line of the list is ticked elsewhere, and that is taken back: milliseconds from sending each until this page shows it. */
export async function othersTick(page: Page, step: (id: string, step: 'tick' | 'untick') => Promise<void>): Promise<number[]> {
  const frame = panelOf(page);
  const row = frame.locator('li[data-line]').filter({ has: frame.getByRole('checkbox', { name: /^Done: Ask Sam/ }) }).first();
  const id = (await row.getAttribute('data-line'))!;
  const times: number[] = [];
  for (const [to, checked] of [['tick', true], ['untick', false]] as const) {
    const began = performance.now();
    const shown = frame.waitForFunction(([line, wanted]) => document.querySelector<HTMLInputElement>(`li[data-line="${line}"] input[type=checkbox]`)?.checked === wanted, [id, checked] as const, { polling: 'raf' });
    await step(id, to);
    await shown;
    times.push(performance.now() - began);
  }
  return times;
}

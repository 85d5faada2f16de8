import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Frame, Page } from 'playwright-core';
import { isLooking, themes, widths } from './screens.ts';
import { expect } from './steps.ts';

const title = 'Fieldwork in Outlook';

/** Gives the frame a size, as if somebody had dragged the pane's edge. */
async function resize(page: Page, width: number, height: number | null): Promise<void> {
  await page.locator(`iframe[title="${title}"]`).evaluate((frame, size) => {
    frame.style.width = `${size.width}px`;
    frame.style.height = size.height === null ? '' : `${size.height}px`;
    frame.parentElement!.style.width = `${size.width + 2}px`;
    frame.parentElement!.style.maxWidth = 'none';
  }, { width, height });
}

const sizeOf = (frame: Frame) => frame.evaluate(() => ({ over: document.documentElement.scrollWidth - document.documentElement.clientWidth, height: document.body.scrollHeight }));

/**
 * The pane in its three colour schemes and three widths: a picture each of the whole screen, nothing wider than the frame, and no
 * accessibility problem.
 */
export async function checkPane(page: Page, folder: string, name: string): Promise<void> {
  if (!isLooking()) return;
  const found: string[] = [];
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 1400, height: before.height });
  for (const theme of themes) {
    await page.getByLabel('Theme').selectOption(theme);
    for (const width of widths) {
      await resize(page, width, null);
      const { over, height } = await sizeOf(page.frames().find((one) => new URL(one.url()).pathname === '/task-pane')!);
      if (over > 0) found.push(`${name} at ${width}: ${over} px wider than its frame`);
      await resize(page, width, Math.min(height, 4000));
      await page.getByRole('complementary', { name: 'Fieldwork' }).screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
      // Contrast colours are the system's there.
      if (theme !== 'contrast' && width === 320) found.push(...(await problemsIn(page, `${name} in ${theme}`)));
    }
  }
  await resize(page, 320, null);
  await page.setViewportSize(before);
  await page.getByLabel('Theme').selectOption('default');
  expect(found.length === 0, found.join('\n'));
}

async function problemsIn(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(`iframe[title="${title}"]`).analyze();
  // It puts its findings together in a window of its own, which then stands in front.
  await page.bringToFront();
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from './steps.ts';

const themes = ['default', 'dark', 'contrast'] as const;

/** The pane in its three colour schemes at 320 pixels: a picture each, nothing wider than the frame, and no accessibility problem. */
export async function checkPane(page: Page, folder: string, name: string): Promise<void> {
  const found: string[] = [];
  for (const theme of themes) {
    await page.getByLabel('Theme').selectOption(theme);
    const frame = page.frames().find((one) => new URL(one.url()).pathname === '/task-pane')!;
    const over = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${name}: ${over} px wider than its frame`);
    await page.getByRole('complementary', { name: 'Fieldwork' }).screenshot({ path: join(folder, `${name}-${theme}-320.png`), animations: 'disabled' });
    // Contrast colours are the system's there.
    if (theme === 'contrast') continue;
    const { violations } = await new AxeBuilder({ page }).include('iframe[title="Fieldwork in Outlook"]').analyze();
    found.push(...violations.map(({ id, nodes }) => `${name} in ${theme}: ${id}: ${nodes[0]?.html.slice(0, 160)}`));
  }
  await page.getByLabel('Theme').selectOption('default');
  expect(found.length === 0, found.join('\n'));
}

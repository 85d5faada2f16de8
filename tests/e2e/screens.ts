import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from './steps.ts';
import { appIn } from './world.ts';

export const themes = ['default', 'dark', 'contrast'] as const;
export const widths = [280, 320, 1280] as const;

let looking = true;
const problems: string[] = [];

/** Without pictures and accessibility, for when only the steps matter. */
export const lookAway = (): void => {
  looking = false;
};

export const isLooking = (): boolean => looking;

/** Colours differ by theme and layout by width: every theme once, and the narrowest once. */
const checked = (theme: string, width: number): boolean => width === 1280 || (width === 280 && theme === 'default');

async function check(page: Page, name: string, exclude?: string): Promise<void> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (exclude ? builder.exclude(exclude) : builder).analyze();
  // It puts its findings together in a window of its own, which then stands in front.
  await page.bringToFront();
  for (const { id, help, nodes } of violations) {
    problems.push(`${name}: ${id} (${help}) at ${nodes.map(({ target }) => target.join(' ')).slice(0, 3).join('; ')}`);
  }
}

/** Rail beside the app, and the strips over and under it, in the page that plays Teams. */
const chrome = { width: 77, height: 180 };

/**
 * The app's present screen, in the running page: every theme switched to live, at every width. Pictures show the whole screen, however
 * long. Checked by axe: every theme at the widest, and the narrowest.
 */
export async function captureApp(teams: Page, folder: string, name: string): Promise<void> {
  if (!looking) return;
  // A window behind another one is drawn once a second only.
  await teams.bringToFront();
  const frame = teams.locator('iframe[title="Fieldwork"]');
  for (const theme of themes) {
    await switchTheme(teams, theme);
    for (const width of widths) {
      await teams.setViewportSize({ width: 1280 + chrome.width, height: 900 });
      await teams.getByLabel('App width').selectOption(width === 1280 ? '' : String(width));
      const size = await appIn(teams).locator('html').evaluate(({ scrollHeight, scrollWidth, clientWidth }) => ({ scrollHeight, scrollWidth, clientWidth }));
      if (size.scrollWidth > size.clientWidth) problems.push(`${name} at ${width}: ${size.scrollWidth - size.clientWidth} px wider than its frame`);
      await teams.setViewportSize({ width: 1280 + chrome.width, height: Math.min(6000, Math.max(900, size.scrollHeight + chrome.height)) });
      await frame.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
      if (checked(theme, width)) await check(teams, `${name} in ${theme} at ${width}`);
    }
  }
  await teams.getByLabel('App width').selectOption('');
  await teams.setViewportSize({ width: 1360, height: 900 });
  await switchTheme(teams, 'default');
}

/** The app is told, not loaded anew: what it shows must stay. */
export async function switchTheme(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await page.getByLabel('Theme').selectOption(theme);
}

/** The side panel in its two widths. */
export async function capturePanel(teams: Page, folder: string, name: string): Promise<void> {
  if (!looking) return;
  // A window behind another one is drawn once a second only.
  await teams.bringToFront();
  const panel = teams.getByRole('region', { name: 'Side panel' });
  for (const theme of themes) {
    await switchTheme(teams, theme);
    for (const width of [280, 320]) {
      await teams.getByLabel('App width').selectOption(width === 320 ? '' : String(width));
      const { scrollWidth, clientWidth } = await appIn(teams).locator('html').evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
      if (scrollWidth > clientWidth) problems.push(`${name} at ${width}: ${scrollWidth - clientWidth} px wider than its frame`);
      await panel.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
      if (checked(theme, width === 320 ? 1280 : width)) await check(teams, `${name} in ${theme} at ${width}`);
    }
    await teams.screenshot({ path: join(folder, `${name}-${theme}-1280.png`), animations: 'disabled' });
  }
  await switchTheme(teams, 'default');
}

/** A page of the sandbox itself, by its own theme choice. Text of mails is somebody else's and is not checked. */
export async function capturePage(page: Page, folder: string, name: string): Promise<void> {
  if (!looking) return;
  // A window behind another one is drawn once a second only.
  await page.bringToFront();
  const before = page.viewportSize();
  for (const theme of themes) {
    await switchTheme(page, theme);
    await captureWidths(page, folder, name, theme);
  }
  await switchTheme(page, 'default');
  if (before) await page.setViewportSize(before);
}

/** A page that follows the browser: light, dark, and with forced colours. */
export async function captureStandalone(page: Page, folder: string, name: string): Promise<void> {
  if (!looking) return;
  // A window behind another one is drawn once a second only.
  await page.bringToFront();
  const before = page.viewportSize();
  const looks = { default: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, contrast: { colorScheme: 'dark', forcedColors: 'active' } } as const;
  for (const theme of themes) {
    await page.emulateMedia({ forcedColors: 'none', ...looks[theme] });
    await captureWidths(page, folder, name, theme);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  if (before) await page.setViewportSize(before);
}

async function captureWidths(page: Page, folder: string, name: string, theme: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) problems.push(`${name} at ${width}: ${over} px wider than the window`);
    await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true, animations: 'disabled' });
    if (checked(theme, width)) await check(page, `${name} in ${theme} at ${width}`, 'iframe[sandbox]:not([title="Fieldwork"])');
  }
}

/** Throws with everything that was found wrong since it was last asked. */
export function expectGoodScreens(): void {
  const found = problems.splice(0);
  expect(found.length === 0, found.join('\n'));
}

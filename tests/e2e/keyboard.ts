import type { Page } from 'playwright-core';
import { expect } from './steps.ts';

/** Longest way by Tab that a person would go. */
const mostTabs = 60;

/** Presses Tab until what has the focus, in whatever frame, is named so; then the keyboard is there. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < mostTabs; count += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (name.test(focused)) return;
    passed.push(focused);
  }
  expect(false, `Tab did not come to ${name}; it came to: ${passed.join(' | ')}`);
}

/** The name or text of the element with the focus. */
export async function focusedName(page: Page): Promise<string> {
  for (const frame of page.frames().toReversed()) {
    const name = await frame.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element instanceof HTMLIFrameElement || !document.hasFocus()) return null;
      return element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    });
    if (name !== null) return name;
  }
  return '';
}

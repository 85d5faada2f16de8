import { useCallback } from 'react';
import { useAddress } from './address.ts';

export const themes = ['default', 'dark', 'contrast'] as const;
export type ChromeTheme = (typeof themes)[number];

export const themeWords: Record<ChromeTheme, string> = { default: 'Light', dark: 'Dark', contrast: 'High contrast' };

const key = 'simulated-365.theme';
const toChromeTheme = (name: string | null): ChromeTheme | null => themes.find((theme) => theme === name) ?? null;

/** The theme of the pages that play Microsoft's: from the address, else as last chosen, else as the system has it. */
export function useChromeTheme(): [ChromeTheme, (theme: ChromeTheme) => void] {
  const { get, change } = useAddress();
  const theme = toChromeTheme(get('theme')) ?? kept() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default');
  const setTheme = useCallback(
    (next: ChromeTheme) => {
      keep(next);
      change({ theme: next }, { replace: true });
    },
    [change],
  );
  return [theme, setTheme];
}

// A browser may refuse storage altogether; the theme is not worth an error.
function kept(): ChromeTheme | null {
  try {
    return toChromeTheme(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(theme: ChromeTheme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Chosen for this page only, then.
  }
}

import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme, type Theme } from '@fluentui/react-components';
import type { HostTheme } from '../host/host.ts';

const clear = 'transparent';

/** Fluent's theme for each of Teams' own. Glass lets the room behind the window through, so only its canvas is clear. */
export const fluentThemes: Record<HostTheme, Theme> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
  glass: { ...teamsDarkTheme, colorNeutralBackground3: clear },
};

/** What native controls (date pickers, scroll bars) should look like. */
export const colorScheme = (theme: HostTheme): 'light' | 'dark' => (theme === 'default' ? 'light' : 'dark');

import { createRequire } from 'node:module';
import type * as Fluent from '@fluentui/react-components';
import type { Plugin } from 'vite';

// Fluent's modules are written for bundlers; Node reads its CommonJS form.
const { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } = createRequire(import.meta.url)('@fluentui/react-components') as typeof Fluent;
type Theme = Fluent.Theme;

const name = 'virtual:teams-themes.css';

const rule = (selector: string, scheme: 'light' | 'dark', theme: Partial<Theme>): string => `${selector}{color-scheme:${scheme};${Object.entries(theme).map(([key, value]) => `--${key}:${value};`).join('')}}`;

/** The values of a theme that differ from the default one's. */
const differing = (theme: Theme): Partial<Theme> => Object.fromEntries(Object.entries(theme).filter(([key, value]) => teamsLightTheme[key as keyof Theme] !== value));

/** Glass lets the room behind the window through, so only its canvas is clear. */
const css = (): string =>
  [
    rule(':root', 'light', teamsLightTheme),
    rule(":root:is([data-theme='dark'],[data-theme='glass'])", 'dark', differing(teamsDarkTheme)),
    rule(":root[data-theme='glass']", 'dark', { colorNeutralBackground3: 'transparent' }),
    rule(":root[data-theme='contrast']", 'dark', differing(teamsHighContrastTheme)),
  ].join('\n');

/** Fluent's themes as one style sheet: a page that uses it needs neither the themes nor a provider in its script. */
export const teamsThemes = (): Plugin => ({
  name: 'teams-themes',
  resolveId: (id) => (id === name ? `\0${name}` : null),
  load: (id) => (id === `\0${name}` ? css() : null),
});

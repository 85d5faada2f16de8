import { Choice } from './choice.tsx';
import { type ChromeTheme, themes, themeWords } from './theme.ts';

interface ThemeChoiceProps {
  theme: ChromeTheme;
  change: (theme: ChromeTheme) => void;
}

/** Switches between the themes that Teams has. */
export function ThemeChoice({ theme, change }: ThemeChoiceProps) {
  return <Choice label="Theme" value={theme} options={themes.map((one) => [one, themeWords[one]] as const)} change={change} />;
}

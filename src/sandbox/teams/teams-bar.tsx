import type { Change } from '../chrome/address.ts';
import { Choice } from '../chrome/choice.tsx';
import type { ChromeTheme } from '../chrome/theme.ts';
import { ThemeChoice } from '../chrome/theme-choice.tsx';
import { TopBar } from '../chrome/top-bar.tsx';
import { useTenantClock } from '../tenant/clock.ts';
import type { Person, Tenant } from '../tenant/tenant.ts';
import type { Surface } from './host/context.ts';

interface TeamsBarProps {
  tenant: Tenant;
  person: Person;
  surface: Surface;
  width: number | null;
  theme: ChromeTheme;
  setTheme: (theme: ChromeTheme) => void;
  change: (change: Change) => void;
}

/** A tab may be any width; a side panel is 320 px, of which Teams' own frame may take 40. */
const widths: Record<Surface, readonly (readonly [value: string, words: string])[]> = {
  tab: [
    ['', 'All there is'],
    ['1024', '1024 px'],
    ['640', '640 px'],
    ['320', '320 px'],
    ['280', '280 px'],
  ],
  panel: [
    ['', '320 px'],
    ['280', '280 px'],
  ],
};

/** Who is signed in, how it looks, and how wide. */
export function TeamsBar({ tenant, person, surface, width, theme, setTheme, change }: TeamsBarProps) {
  const { now } = useTenantClock(10_000);
  return (
    <TopBar title="Teams, simulated" now={now}>
      <Choice
        label="Signed in"
        value={person.address}
        options={tenant.people.map(({ address, name }) => [address, name] as const)}
        change={(user) => change({ user, subpage: null, chat: null })}
      />
      <ThemeChoice theme={theme} change={setTheme} />
      <Choice label="App width" value={String(width ?? '')} options={widths[surface]} change={(value) => change({ width: value || null })} />
    </TopBar>
  );
}

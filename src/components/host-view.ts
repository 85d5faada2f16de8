import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Host, HostTheme } from '../host/host.ts';
import { deviceZone, englishLocale, type Viewer } from './viewer.ts';

export type ViewedHost = Pick<Host, 'theme' | 'onTheme' | 'context'>;

/** The host's theme, followed live, and how the person in front of it reads times. `zone` is IANA; this device's when left out. */
export function useHostView(host: ViewedHost, zone: string | null | undefined, moves: number): { theme: HostTheme; viewer: Viewer } {
  const follow = useCallback((changed: () => void) => host.onTheme(changed), [host]);
  const theme = useSyncExternalStore(follow, () => host.theme);
  const locale = englishLocale(host.context.locale);
  const viewer = useMemo(() => ({ locale, zone: zone || deviceZone(), moves }), [locale, zone, moves]);
  return { theme, viewer };
}

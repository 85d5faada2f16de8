import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import { matchPath } from '../../components/router.ts';
import type { ScreenProps } from '../../components/screen.ts';

type Screen = LazyExoticComponent<ComponentType<ScreenProps>>;

/** Loads a screen with the first visit: the tab's first paint pays for one screen only. */
const screen = (load: () => Promise<ComponentType<ScreenProps>>): Screen => lazy(async () => ({ default: await load() }));

/** Every screen of the tab. The first pattern that fits wins, so fixed words stand before named parts. */
const routes: readonly { pattern: string; Screen: Screen }[] = [
  { pattern: '/', Screen: screen(async () => (await import('../../features/home/home-screen.tsx')).HomeScreen) },
  { pattern: '/engagements/new', Screen: screen(async () => (await import('../../features/engagements/new-engagement-screen.tsx')).NewEngagementScreen) },
  { pattern: '/engagements/:id', Screen: screen(async () => (await import('../../features/engagements/engagement-screen.tsx')).EngagementScreen) },
  { pattern: '/engagements/:id/book', Screen: screen(async () => (await import('../../features/scheduling/find-times-screen.tsx')).FindTimesScreen) },
  { pattern: '/sessions/:id', Screen: screen(async () => (await import('../../features/scheduling/session-screen.tsx')).SessionScreen) },
];

/** The screen for a path and the parts the path names, or null when there is none. */
export function findRoute(path: string): { Screen: Screen; params: Record<string, string> } | null {
  for (const { pattern, Screen } of routes) {
    const params = matchPath(pattern, path);
    if (params) return { Screen, params };
  }
  return null;
}

import { type ComponentType, lazy } from 'react';
import { matchPath } from '../../components/router.ts';
import type { ScreenProps } from '../../components/screen.ts';

type Screen = ComponentType<ScreenProps>;

interface Route {
  pattern: string;
  /** The screen itself once it is here, else one that comes with its first showing. */
  screen(): Screen;
  /** Begins to bring it, to show it at once later. */
  fetch(): void;
}

/** Loads a screen when it is needed or fetched: the tab's first paint pays for one screen only. */
function route(pattern: string, load: () => Promise<Screen>): Route {
  let here: Screen | null = null;
  const bring = async () => {
    here ??= await load();
    return here;
  };
  const coming = lazy(async () => ({ default: await bring() }));
  // A fetch that fails costs nothing: the screen is asked for again when it is shown, and says so then.
  return { pattern, screen: () => here ?? coming, fetch: () => void bring().catch(() => undefined) };
}

/** Every screen of the tab. The first pattern that fits wins, so fixed words stand before named parts. */
const routes: readonly Route[] = [
  route('/', async () => (await import('./home.tsx')).Home),
  route('/engagements/new', async () => (await import('../../features/engagements/new-engagement-screen.tsx')).NewEngagementScreen),
  route('/engagements/:id', async () => (await import('./engagement.tsx')).Engagement),
  route('/engagements/:id/book', async () => (await import('../../features/scheduling/find-times-screen.tsx')).FindTimesScreen),
  route('/engagements/:id/plan-sessions', async () => (await import('../../features/arc/plan-sessions-screen.tsx')).PlanSessionsScreen),
  route('/engagements/:id/series', async () => (await import('../../features/arc/series-screen.tsx')).SeriesScreen),
  route('/notices', async () => (await import('../../features/nudges/notices-screen.tsx')).NoticesScreen),
  route('/sessions/:id', async () => (await import('./session.tsx')).Session),
  route('/votes/:id', async () => (await import('../../features/votes/vote-screen.tsx')).VoteScreen),
  route('/engagements/:id/action-plan', async () => (await import('../../features/plan/plan-screen.tsx')).PlanScreen),
  route('/engagements/:id/action-plan/history', async () => (await import('../../features/plan/history-screen.tsx')).PlanHistoryScreen),
  route('/review', async () => (await import('./review.tsx')).Review),
  route('/review/:week', async () => (await import('./review.tsx')).Review),
  route('/reviews', async () => (await import('../../features/reflection/past-screen.tsx')).PastReviewsScreen),
];

/** The route for a path and the parts the path names, or null when there is none. */
export function findRoute(path: string): { route: Route; params: Record<string, string> } | null {
  for (const one of routes) {
    const params = matchPath(one.pattern, path);
    if (params) return { route: one, params };
  }
  return null;
}

/** Brings the other screens while nothing else is to do: going there then shows them at once, also when the connection is gone. */
export function fetchScreens(): void {
  for (const { fetch } of routes) fetch();
}

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
  route('/engagements/:id/attendance', async () => (await import('../../features/attendance/log-screen.tsx')).LogScreen),
  route('/engagements/:id/sharing', async () => (await import('../../features/disclosure/sharing-screen.tsx')).SharingScreen),
  route('/engagements/:id/ladder', async () => (await import('../../features/disclosure/ladder-screen.tsx')).LadderScreen),
  route('/engagements/:id/disclosures', async () => (await import('../../features/disclosure/disclosures-screen.tsx')).DisclosuresScreen),
  route('/engagements/:id/as-sponsor', async () => (await import('../../features/disclosure/as-sponsor-screen.tsx')).AsSponsorScreen),
  route('/programme', async () => (await import('../../features/attendance/programme-screen.tsx')).ProgrammeScreen),
  route('/programme/people', async () => (await import('../../features/privacy/people-kept-screen.tsx')).PeopleKeptScreen),
  route('/programme/log', async () => (await import('../../features/audit/audit-screen.tsx')).AuditScreen),
  route('/notices', async () => (await import('./notices.tsx')).Notices),
  route('/your-data', async () => (await import('../../features/privacy/your-data-screen.tsx')).YourDataScreen),
  route('/sessions/:id/rebook', async () => (await import('../../features/chase/rebook-screen.tsx')).RebookScreen),
  route('/sessions/:id/rebook/:start', async () => (await import('../../features/chase/rebook-screen.tsx')).RebookScreen),
  route('/sessions/:id', async () => (await import('./session.tsx')).Session),
  route('/votes/:id', async () => (await import('../../features/votes/vote-screen.tsx')).VoteScreen),
  route('/engagements/:id/action-plan', async () => (await import('../../features/plan/plan-screen.tsx')).PlanScreen),
  route('/engagements/:id/action-plan/history', async () => (await import('../../features/plan/history-screen.tsx')).PlanHistoryScreen),
  route('/review', async () => (await import('./review.tsx')).Review),
  route('/review/:week', async () => (await import('./review.tsx')).Review),
  route('/review-time', async () => (await import('../../features/blocks/review-time-screen.tsx')).ReviewTimeScreen),
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

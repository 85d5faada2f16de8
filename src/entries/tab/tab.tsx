import { Suspense, useEffect, useState } from 'react';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { Loading } from '../../components/loading.tsx';
import { NothingHereScreen } from '../../components/outside-screens.tsx';
import { Page } from '../../components/page.tsx';
import { useHashPath } from '../../components/router.ts';
import type { Navigate, ScreenProps } from '../../components/screen.ts';
import { connectHost } from '../../host/connect.ts';
import { Surface, type SurfaceParts } from '../surface.tsx';
import { fetchScreens, findRoute } from './routes.tsx';

type Found = NonNullable<ReturnType<typeof findRoute>>;

/** The personal tab: the screen that the address names, for the person Teams signed in. */
export function Tab() {
  const { path, moves, navigate } = useHashPath();
  return (
    <Surface connect={connectHost} moves={moves} path={path}>
      {(parts) => <Routed {...parts} path={path} navigate={navigate} />}
    </Surface>
  );
}

function Routed({ api, host, me, path, navigate }: SurfaceParts & { path: string; navigate: Navigate }) {
  useDeepLink(host.context.subPageId, navigate);
  const route = findRoute(path);
  if (!route) return <NothingHereScreen />;
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Coming />}>
        <Shown route={route.route} api={api} me={me} params={route.params} navigate={navigate} openLink={(url) => host.openLink(url)} />
      </Suspense>
    </ErrorBoundary>
  );
}

/** Keeps the screen that it began with: one that arrives meanwhile is the same to the person, but would start anew. */
function Shown({ route, ...props }: ScreenProps & { route: Found['route'] }) {
  const [Screen] = useState(() => route.screen());
  useEffect(() => {
    const timer = setTimeout(fetchScreens, afterFirstMs);
    return () => clearTimeout(timer);
  }, []);
  return <Screen {...props} />;
}

/** Long enough for the first screen to have asked for what it shows. */
const afterFirstMs = 2000;

function Coming() {
  return (
    <Page title="Fieldwork">
      <Loading what="this page" />
    </Page>
  );
}

/** A link from a message or a notification names a screen; it is followed once, not again on coming back. */
function useDeepLink(subPageId: string | null, navigate: Navigate) {
  const [target] = useState(subPageId);
  useEffect(() => {
    if (target && findRoute(target)) navigate(target, { replace: true });
  }, [target, navigate]);
}

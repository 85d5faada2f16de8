import { Suspense, useEffect, useState } from 'react';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { Loading } from '../../components/loading.tsx';
import { NothingHereScreen } from '../../components/outside-screens.tsx';
import { Page } from '../../components/page.tsx';
import { useHashPath } from '../../components/router.ts';
import type { Navigate } from '../../components/screen.ts';
import { connectHost } from '../../host/connect.ts';
import { Surface, type SurfaceParts } from '../surface.tsx';
import { findRoute } from './routes.tsx';

/** The personal tab: the screen that the address names, for the person Teams signed in. */
export function Tab() {
  const { path, moves, navigate } = useHashPath();
  return (
    <Surface connect={connectHost} moves={moves}>
      {(parts) => <Routed {...parts} path={path} navigate={navigate} />}
    </Surface>
  );
}

function Routed({ api, host, me, path, navigate }: SurfaceParts & { path: string; navigate: Navigate }) {
  useDeepLink(host.context.subPageId, navigate);
  const route = findRoute(path);
  if (!route) return <NothingHereScreen />;
  const { Screen, params } = route;
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Coming />}>
        <Screen api={api} me={me} params={params} navigate={navigate} openLink={(url) => host.openLink(url)} />
      </Suspense>
    </ErrorBoundary>
  );
}

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

import { Suspense, useEffect, useMemo, useState } from 'react';
import { DraftsContext } from '../../components/drafts.ts';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { Loading } from '../../components/loading.tsx';
import { NoOutlookScreen, NothingHereScreen } from '../../components/outside-screens.tsx';
import { Page } from '../../components/page.tsx';
import { useHashPath } from '../../components/router.ts';
import type { ScreenProps } from '../../components/screen.ts';
import { createServerDrafts } from '../../components/server-drafts.ts';
import { Pane } from '../../features/outlook/pane.tsx';
import { connectOutlook, type OutlookHost } from '../../host/outlook-host.ts';
import { Surface, type SurfaceParts } from '../surface.tsx';
import { findRoute } from '../tab/routes.tsx';
import { Session } from '../tab/session.tsx';
import { createLeftAt } from './left-at.ts';

/** Beside a message or a meeting in Outlook: what Fieldwork knows of it, and from there every screen of the tab. */
export function TaskPane() {
  const { path, moves, navigate } = useHashPath();
  return (
    <Surface connect={() => connectOutlook()} moves={moves} away={noOutlook}>
      {(parts) => <Routed {...parts} path={path} navigate={navigate} />}
    </Surface>
  );
}

const noOutlook = (retry: () => void) => <NoOutlookScreen retry={retry} />;

/** Path and query of the screen that is shown, as they stand in the address. */
const present = (): string => location.hash.slice(1) || '/';

function Routed({ api, host, me, path, navigate }: SurfaceParts<OutlookHost> & { path: string; navigate: ScreenProps['navigate'] }) {
  const kept = useMemo(() => createServerDrafts({ api, owner: me.person.id }), [api, me.person.id]);
  const { drafts, resume } = useMemo(() => createLeftAt(kept, present), [kept]);
  useEffect(() => {
    addEventListener('pagehide', kept.flush);
    return () => removeEventListener('pagehide', kept.flush);
  }, [kept]);
  const screen = { api, me, navigate, openLink: (url: string) => host.openLink(url) };
  return (
    <DraftsContext value={drafts}>
      {path === '/' ? <Pane {...screen} mail={host.mail} Session={Session} resume={resume} /> : <Elsewhere {...screen} path={path} />}
    </DraftsContext>
  );
}

function Elsewhere({ path, ...screen }: Omit<ScreenProps, 'params'> & { path: string }) {
  const found = findRoute(path);
  if (!found) return <NothingHereScreen />;
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Coming />}>
        <Shown {...screen} route={found.route} params={found.params} />
      </Suspense>
    </ErrorBoundary>
  );
}

/** Keeps the screen that it began with. */
function Shown({ route, ...props }: ScreenProps & { route: NonNullable<ReturnType<typeof findRoute>>['route'] }) {
  const [Screen] = useState(() => route.screen());
  return <Screen {...props} />;
}

function Coming() {
  return (
    <Page title="Fieldwork">
      <Loading what="this page" />
    </Page>
  );
}

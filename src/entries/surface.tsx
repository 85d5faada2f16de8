import { type ReactNode, StrictMode, useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import type { Me } from '../../server/features/people/contract.ts';
import { type Api, createApi } from '../api/client.ts';
import { toProblem } from '../api/problem.ts';
import { useLoad } from '../api/use-load.ts';
import { AppFrame } from '../components/app-frame.tsx';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { Loading } from '../components/loading.tsx';
import { OpenInTeamsScreen, UnreachableScreen } from '../components/outside-screens.tsx';
import { Page } from '../components/page.tsx';
import { ProblemScreen } from '../components/problem-screen.tsx';
import { emptyContext, type Host, toTheme } from '../host/host.ts';
import { fetchSignIn } from '../host/sign-in.ts';
import { tabLink } from '../host/tab-link.ts';

export interface SurfaceParts<H extends Host = Host> {
  host: H;
  api: Api;
  me: Me;
}

interface SurfaceProps<H extends Host> {
  /** Finds the host; asked again when the person tries again. */
  connect: () => Promise<H>;
  /** Instead of the words about Teams when no host answers. */
  away?: (retry: () => void) => ReactNode;
  /** The surface's own screens, once somebody is signed in. */
  children: (parts: SurfaceParts<H>) => ReactNode;
  /** How many times the person moved between screens. */
  moves?: number;
  /** The screen that the address names; a plain browser offers the way to it. */
  path?: string;
}

/** Shown before the host has answered: the theme that Teams put into our address, so that nothing flashes. */
const waitingHost = { theme: toTheme(new URLSearchParams(globalThis.location?.search).get('theme')), onTheme: () => () => undefined, context: emptyContext };

/**
 * From an empty page to a signed-in screen: renders at once, connects to the host, asks who is there, and says in words when one of
 * these does not work.
 */
export function Surface<H extends Host>({ connect, away = unreachable, children, moves = 0, path = '/' }: SurfaceProps<H>) {
  const host = useLoad('host', () => connect());
  if (host.data) {
    return (
      <SignedIn host={host.data} moves={moves} path={path}>
        {children}
      </SignedIn>
    );
  }
  return (
    <AppFrame host={waitingHost}>
      {host.problem && !host.busy ? away(host.reload) : <Opening />}
    </AppFrame>
  );
}

const unreachable = (retry: () => void) => <UnreachableScreen why="Microsoft Teams did not answer." retry={retry} />;

function SignedIn<H extends Host>({ host, moves, path, children }: { host: H; moves: number; path: string; children: SurfaceProps<H>['children'] }) {
  const api = useMemo(() => createApi(host), [host]);
  const me = useLoad('me', (signal) => (host.kind === 'browser' ? Promise.reject(toProblem(null)) : api.get<Me>('/api/me', { signal })));
  useEffect(() => host.notifyReady(), [host]);
  const problem = me.busy ? null : me.problem;
  return (
    <AppFrame host={host} zone={me.data?.person.zone ?? null} moves={moves}>
      <ErrorBoundary>
        {host.kind === 'browser' && <InTeams path={path} />}
        {host.kind !== 'browser' && problem && <ProblemScreen problem={problem} retry={me.reload} />}
        {host.kind !== 'browser' && me.busy && !me.data && <Opening />}
        {me.data && children({ host, api, me: me.data })}
      </ErrorBoundary>
    </AppFrame>
  );
}

/** Leads to the very screen that was asked for, once it is known as which app Teams knows us. */
function InTeams({ path }: { path: string }) {
  const { data, busy } = useLoad('sign-in', (signal) => fetchSignIn({ signal }));
  if (busy) return <Opening />;
  return <OpenInTeamsScreen link={data?.teamsAppId ? tabLink(data.teamsAppId, path, location.href) : null} />;
}

function Opening() {
  return (
    <Page title="Fieldwork">
      <Loading what="your coaching" />
    </Page>
  );
}

/** Puts a surface into the page's `#root`. */
export function mount(surface: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no element #root.');
  createRoot(root).render(<StrictMode>{surface}</StrictMode>);
}

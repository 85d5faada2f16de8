import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { Loading } from '../../components/loading.tsx';
import { NativeFrame } from '../../components/native/native-frame.tsx';
import { OpenInTeamsScreen, UnreachableScreen } from '../../components/outside-screens.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { emptyContext, toTheme } from '../../host/host.ts';
import type { Beginning, Begun } from './beginning.ts';
import { Beside } from './beside.tsx';

/** Shown before the host has answered. */
const waitingHost = { theme: toTheme(document.documentElement.dataset['theme']), onTheme: () => () => undefined, context: emptyContext };

/** Beside a Teams meeting: the session of this meeting's chat. Teams has the close button. */
function SidePanel({ beginning }: { beginning: Beginning }) {
  const begun = useSyncExternalStore(beginning.subscribe, beginning.read);
  return (
    <NativeFrame host={begun.host ?? waitingHost} zone={begun.opening?.me.person.zone ?? null}>
      <ErrorBoundary>
        <Inside begun={begun} again={beginning.again} />
      </ErrorBoundary>
    </NativeFrame>
  );
}

function Inside({ begun: { host, api, opening, problem }, again }: { begun: Begun; again: () => void }) {
  if (host?.kind === 'browser') return <OpenInTeamsScreen />;
  if (problem) return host ? <ProblemScreen problem={problem} retry={again} /> : <UnreachableScreen why="Microsoft Teams did not answer." retry={again} />;
  if (host && api && opening) return <Beside host={host} api={api} opening={opening} />;
  return (
    <Page title="Fieldwork">
      <Loading what="this session" />
    </Page>
  );
}

/** The page itself shows what is coming; after this long it says in words that it is. Milliseconds. */
const wordsAfterMs = 1_500;

const isThere = ({ opening, problem, host }: Begun): boolean => opening !== null || problem !== null || host?.kind === 'browser';

/** Puts the panel into the page's `#root`, at once when there is something to show. */
export function showPanel(beginning: Beginning): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no element #root.');
  const show = (): void => {
    clearTimeout(timer);
    stop();
    createRoot(root).render(
      <StrictMode>
        <SidePanel beginning={beginning} />
      </StrictMode>,
    );
  };
  const timer = setTimeout(show, wordsAfterMs);
  const stop = beginning.subscribe(() => isThere(beginning.read()) && show());
  if (isThere(beginning.read())) show();
}

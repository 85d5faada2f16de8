import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { Notices } from '../../components/notices.tsx';
import { colorScheme, fluentThemes } from '../../components/themes.ts';
import { deviceZone, ViewerContext } from '../../components/viewer.ts';
import type { ChromeTheme } from './theme.ts';

const useStyles = makeStyles({
  frame: { minHeight: '100vh', display: 'flex', flexDirection: 'column', backgroundColor: tokens.colorNeutralBackground3, overflowWrap: 'anywhere' },
});

interface ChromeProps {
  theme: ChromeTheme;
  /** IANA zone that times are shown in; this device's when left out. */
  zone?: string | undefined;
  children: ReactNode;
}

/** Everything around a page of the sandbox: theme, zone, passing notices, and a word instead of a white page when one breaks. */
export function Chrome({ theme, zone = deviceZone(), children }: ChromeProps) {
  const styles = useStyles();
  const viewer = useMemo(() => ({ locale: 'en-GB', zone, moves: 0 }), [zone]);
  return (
    <ViewerContext value={viewer}>
      <FluentProvider theme={fluentThemes[theme]} className={styles.frame} style={{ colorScheme: colorScheme(theme) }}>
        <Notices>
          <ErrorBoundary>{children}</ErrorBoundary>
        </Notices>
      </FluentProvider>
    </ViewerContext>
  );
}

/** Puts a page into `#root`. */
export function mount(page: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no element #root.');
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}

import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHostView, type ViewedHost } from './host-view.ts';
import { Notices } from './notices.tsx';
import { colorScheme, fluentThemes } from './themes.ts';
import { ViewerContext } from './viewer.ts';

const useStyles = makeStyles({
  frame: {
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
});

interface AppFrameProps {
  host: ViewedHost;
  /** IANA zone to show times in; this device's when left out. */
  zone?: string | null;
  /** How many times the person moved between screens. */
  moves?: number;
  children: ReactNode;
}

/** Everything around a screen: the host's theme followed live, the viewer's zone and locale, and the place where notices appear. */
export function AppFrame({ host, zone, moves = 0, children }: AppFrameProps) {
  const styles = useStyles();
  const { theme, viewer } = useHostView(host, zone, moves);
  return (
    <ViewerContext value={viewer}>
      {/* No class of ours on the provider: Fluent repeats it on every popup and toast, and one as tall as the page covers the page. */}
      <FluentProvider theme={fluentThemes[theme]} style={{ colorScheme: colorScheme(theme) }}>
        <Notices>
          <div className={styles.frame}>{children}</div>
        </Notices>
      </FluentProvider>
    </ViewerContext>
  );
}

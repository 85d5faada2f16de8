import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { BandNotice } from '../../components/band-notice.tsx';
import type { ChromeTheme } from '../chrome/theme.ts';
import { ask } from '../tenant/api.ts';
import type { Person, Tenant } from '../tenant/tenant.ts';
import { contextOf, type Meeting, type Surface } from './host/context.ts';
import { playedAddress } from './host/links.ts';
import { type Exchange, useHost } from './host/use-host.ts';

const useStyles = makeStyles({
  place: { flex: '1 1 auto', display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0, backgroundColor: tokens.colorNeutralBackground3 },
  frame: { flex: '1 1 auto', border: 'none', width: '100%', minHeight: '480px', marginInline: 'auto' },
  bar: { height: '2px' },
});

export interface AppFrameProps {
  tenant: Tenant;
  person: Person;
  surface: Surface;
  meeting: Meeting | null;
  theme: ChromeTheme;
  subPage: string | null;
  /** Width of the app in pixels; null for all there is. */
  width: number | null;
  goToTab: (subPage: string | null) => void;
  /** The latest exchanges between the app and this host. */
  observe: (exchanges: Exchange[]) => void;
}

/** Path of the app's page on each surface, as the manifest names them. */
const paths: Record<Surface, string> = { tab: '/tab', panel: '/side-panel' };

/** As Teams confines apps. It holds nobody back here, where app and host are of one origin, but shows what an app may count on. */
const confined = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** The real front end in a frame, with this page as its Teams. */
export function AppFrame(props: AppFrameProps) {
  const { person, surface, theme, width, goToTab, observe } = props;
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<{ ready: boolean; failed: string | null }>({ ready: false, failed: null });
  const { exchanges, tell } = useHost(frame, {
    context: () => contextOf(props),
    getToken: async () => (await ask<{ token: string }>('/token', { method: 'POST', body: { user: person.address, surface: 'teams' } })).token,
    openLink: (url) => void open(playedAddress(url, person.address), '_blank', 'noopener'),
    goToTab,
    ready: () => setState({ ready: true, failed: null }),
    failed: (why) => setState({ ready: true, failed: why }),
  });
  useEffect(() => observe(exchanges), [observe, exchanges]);
  useEffect(() => tell('themeChange', [theme]), [tell, theme]);
  // A later theme is told as an event; a new address would load the app again.
  const [src] = useState(() => `${paths[surface]}?theme=${theme}`);
  return (
    <div className={styles.place}>
      <div className={styles.bar}>{!state.ready && <ProgressBar aria-label="Fieldwork is loading" thickness="medium" />}</div>
      {state.failed && (
        <BandNotice intent="error" title="There was a problem reaching this app.">
          {state.failed}
        </BandNotice>
      )}
      <iframe
        ref={frame}
        src={src}
        title="Fieldwork"
        allow="clipboard-write"
        sandbox={confined}
        className={styles.frame}
        style={width === null ? {} : { width, flexShrink: 0 }}
      />
    </div>
  );
}

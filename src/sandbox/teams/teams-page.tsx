import { useState } from 'react';
import { makeStyles, tokens } from '@fluentui/react-components';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { useAddress } from '../chrome/address.ts';
import { Chrome } from '../chrome/chrome.tsx';
import { NobodyHere } from '../chrome/nobody-here.tsx';
import { useChromeTheme } from '../chrome/theme.ts';
import { type Person, type Tenant, useTenant } from '../tenant/tenant.ts';
import { ActivityFeed } from './activity-feed.tsx';
import { AppFrame } from './app-frame.tsx';
import { AppHead } from './app-head.tsx';
import { HostLog } from './host-log.tsx';
import type { Exchange } from './host/use-host.ts';
import { MeetingWindow } from './meeting-window.tsx';
import { Rail } from './rail.tsx';
import { TeamsBar } from './teams-bar.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', flex: '1 1 auto', height: '100vh', minHeight: '560px' },
  body: { flex: '1 1 auto', display: 'flex', minHeight: 0, '@media (max-width: 639px)': { flexDirection: 'column' } },
  app: { flex: '1 1 auto', display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0 },
  waiting: { padding: tokens.spacingVerticalXXL },
});

/** Plays Teams for one person: a frame with their rail, and the app in a tab or beside a meeting. */
export function TeamsPage() {
  const styles = useStyles();
  const { get } = useAddress();
  const [theme] = useChromeTheme();
  const tenant = useTenant();
  const person = tenant.data?.people.find(({ address }) => address === get('user')?.toLowerCase());
  return (
    <Chrome theme={theme} zone={person?.zone}>
      {!tenant.data && (
        <main className={styles.waiting}>
          <ErrorNote problem={tenant.problem} retry={tenant.reload} />
          {tenant.busy && <Loading what="the organisation" />}
        </main>
      )}
      {tenant.data && !person && <NobodyHere program="Teams" />}
      {tenant.data && person && <Teams tenant={tenant.data} person={person} />}
    </Chrome>
  );
}

function Teams({ tenant, person }: { tenant: Tenant; person: Person }) {
  const styles = useStyles();
  const { get, change } = useAddress();
  const [theme, setTheme] = useChromeTheme();
  const [exchanges, setExchanges] = useState<Exchange[]>([]);
  const surface = get('surface') === 'panel' ? 'panel' : 'tab';
  const width = Number(get('width')) || null;
  const subPage = get('subpage');
  const goToTab = (to: string | null) => change({ surface: null, chat: null, subpage: to });
  const app = { tenant, person, theme, width, goToTab, observe: setExchanges };
  return (
    <div className={styles.page}>
      <TeamsBar tenant={tenant} person={person} surface={surface} width={width} theme={theme} setTheme={setTheme} change={change} />
      <div className={styles.body}>
        <Rail person={person} surface={surface} />
        {get('feed') && <ActivityFeed key={person.address} person={person} />}
        <main className={styles.app} aria-label="Teams">
          {surface === 'tab' ? (
            <>
              <AppHead tab="Home" />
              {/* Another person or another place is another visit: the app starts anew, as it does in Teams. */}
              <AppFrame key={`${person.address} ${subPage}`} {...app} surface="tab" meeting={null} subPage={subPage} />
            </>
          ) : (
            <MeetingWindow key={person.address} {...app} chat={get('chat')} choose={(chat) => change({ chat })} />
          )}
        </main>
      </div>
      <HostLog exchanges={exchanges} />
    </div>
  );
}

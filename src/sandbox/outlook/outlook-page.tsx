import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { useAddress } from '../chrome/address.ts';
import { Choice } from '../chrome/choice.tsx';
import { Chrome } from '../chrome/chrome.tsx';
import { NobodyHere } from '../chrome/nobody-here.tsx';
import { useChromeTheme } from '../chrome/theme.ts';
import { ThemeChoice } from '../chrome/theme-choice.tsx';
import { TopBar } from '../chrome/top-bar.tsx';
import { useTenantClock } from '../tenant/clock.ts';
import { type Anybody, type Tenant, useTenant, whoHas } from '../tenant/tenant.ts';
import { CalendarView } from './calendar-view.tsx';
import { ComposeView } from './compose-view.tsx';
import { MailView } from './mail-view.tsx';
import { type View, Views } from './views.tsx';

const useStyles = makeStyles({
  main: { flex: '1 1 auto', display: 'flex', flexDirection: 'column', minHeight: 0, padding: tokens.spacingVerticalM, gap: tokens.spacingVerticalM },
});

/** Plays Outlook, or for somebody outside whatever mail program they have: inbox and calendar. */
export function OutlookPage() {
  const styles = useStyles();
  const { get } = useAddress();
  const [theme] = useChromeTheme();
  const tenant = useTenant();
  const one = tenant.data && whoHas(tenant.data, get('user') ?? '');
  return (
    <Chrome theme={theme} zone={one?.zone}>
      {!tenant.data && (
        <main className={styles.main}>
          <ErrorNote problem={tenant.problem} retry={tenant.reload} />
          {tenant.busy && <Loading what="the organisation" />}
        </main>
      )}
      {tenant.data && !one && <NobodyHere program="Outlook" />}
      {tenant.data && one && <Outlook key={one.address} tenant={tenant.data} one={one} />}
    </Chrome>
  );
}

const viewOf = (name: string | null, one: Anybody): View => (name === 'calendar' || (name === 'compose' && one.kind === 'person') ? name : 'mail');

function Outlook({ tenant, one }: { tenant: Tenant; one: Anybody }) {
  const styles = useStyles();
  const { get, change } = useAddress();
  const [theme, setTheme] = useChromeTheme();
  const { now } = useTenantClock(10_000);
  const everybody = useMemo(() => [...tenant.people, ...tenant.outsiders], [tenant]);
  const view = viewOf(get('view'), one);
  return (
    <>
      <TopBar title={one.kind === 'person' ? 'Outlook, simulated' : 'Inbox and calendar, simulated'} now={now}>
        <Choice
          label="Mailbox of"
          value={one.address}
          options={everybody.map(({ address, name }) => [address, name] as const)}
          change={(user) => change({ user, message: null, event: null })}
        />
        <ThemeChoice theme={theme} change={setTheme} />
      </TopBar>
      <main className={styles.main}>
        <Views view={view} own={one.kind === 'person'} go={(to) => change({ view: to })} />
        {view === 'mail' && <MailView one={one} />}
        {view === 'calendar' && now && <CalendarView one={one} now={now} />}
        {view === 'compose' && now && one.kind === 'person' && <ComposeView one={one} now={now} addInId={tenant.apps[0]?.teamsAppId ?? ''} />}
      </main>
    </>
  );
}

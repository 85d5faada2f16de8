import { makeStyles, tokens } from '@fluentui/react-components';
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
import { type Tenant, useTenant } from '../tenant/tenant.ts';
import { TodoLists } from './todo-lists.tsx';

const useStyles = makeStyles({
  main: { display: 'flex', flexDirection: 'column', padding: tokens.spacingVerticalM, gap: tokens.spacingVerticalM, maxWidth: '760px', width: '100%', boxSizing: 'border-box', marginInline: 'auto' },
});

/** Plays Microsoft To Do for somebody of the organisation. */
export function TodoPage() {
  const styles = useStyles();
  const { get } = useAddress();
  const [theme] = useChromeTheme();
  const tenant = useTenant();
  const one = tenant.data?.people.find(({ address }) => address === get('user'));
  return (
    <Chrome theme={theme} zone={one?.zone}>
      {!tenant.data && (
        <main className={styles.main}>
          <ErrorNote problem={tenant.problem} retry={tenant.reload} />
          {tenant.busy && <Loading what="the organisation" />}
        </main>
      )}
      {tenant.data && !one && <NobodyHere program="To Do" />}
      {tenant.data && one && <Todo key={one.address} tenant={tenant.data} user={one.address} />}
    </Chrome>
  );
}

function Todo({ tenant, user }: { tenant: Tenant; user: string }) {
  const styles = useStyles();
  const { change } = useAddress();
  const [theme, setTheme] = useChromeTheme();
  const { now } = useTenantClock(10_000);
  return (
    <>
      <TopBar title="To Do, simulated" now={now}>
        <Choice label="To Do of" value={user} options={tenant.people.map(({ address, name }) => [address, name] as const)} change={(to) => change({ user: to })} />
        <ThemeChoice theme={theme} change={setTheme} />
      </TopBar>
      <main className={styles.main}>
        <TodoLists user={user} />
      </main>
    </>
  );
}

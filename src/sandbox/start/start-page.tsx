import { Body1, Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Chrome } from '../chrome/chrome.tsx';
import { type ChromeTheme, useChromeTheme } from '../chrome/theme.ts';
import { ThemeChoice } from '../chrome/theme-choice.tsx';
import { useTenantClock } from '../tenant/clock.ts';
import { type Tenant, useTenant } from '../tenant/tenant.ts';
import { ClockPanel } from './clock-panel.tsx';
import { DeveloperCorner } from './developer-corner.tsx';
import { People } from './people.tsx';
import { TryThis } from './try-this.tsx';

const useStyles = makeStyles({
  main: {
    width: '100%',
    maxWidth: '1240px',
    boxSizing: 'border-box',
    marginInline: 'auto',
    padding: tokens.spacingVerticalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 480px)': { padding: tokens.spacingVerticalM },
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingVerticalM, alignItems: 'flex-start', justifyContent: 'space-between' },
  title: { ...typographyStyles.title1, margin: 0, '@media (max-width: 480px)': typographyStyles.title3 },
  words: { maxWidth: '76ch', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  safe: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start', color: tokens.colorNeutralForeground2 },
  lock: { fontSize: '20px', flexShrink: 0 },
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 900px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr)' },
  },
});

/** Where a newcomer starts: what this is, what to try, who there is, and what time it is here. */
export function StartPage() {
  const [theme, setTheme] = useChromeTheme();
  const tenant = useTenant();
  const styles = useStyles();
  return (
    <Chrome theme={theme}>
      <main className={styles.main}>
        <Head name={tenant.data?.organisation.name} theme={theme} setTheme={setTheme} />
        <ErrorNote problem={tenant.problem} retry={tenant.reload} />
        {!tenant.data && tenant.busy && <Loading what="the organisation" panels={3} />}
        {tenant.data && <Everything tenant={tenant.data} />}
      </main>
    </Chrome>
  );
}

function Head({ name, theme, setTheme }: { name: string | undefined; theme: ChromeTheme; setTheme: (theme: ChromeTheme) => void }) {
  const styles = useStyles();
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.title}>A simulated Microsoft 365</h1>
        <Body1>
          {name ?? 'This organisation'} is made up and lives on this computer. Be one of its people: open Teams to use Fieldwork as them, and Outlook
          to see what arrives in their mail and calendar.
        </Body1>
        <div className={styles.safe}>
          <LockClosedRegular aria-hidden className={styles.lock} />
          <Body1>Nothing leaves this machine: no mail is sent, no calendar is touched, nobody signs in anywhere.</Body1>
        </div>
      </div>
      <ThemeChoice theme={theme} change={setTheme} />
    </header>
  );
}

function Everything({ tenant }: { tenant: Tenant }) {
  const styles = useStyles();
  const clock = useTenantClock();
  return (
    <>
      <div className={styles.columns}>
        <TryThis tenant={tenant} />
        <ClockPanel clock={clock} />
      </div>
      <People tenant={tenant} now={clock.now} />
      <DeveloperCorner tenant={tenant} />
      <Body1>
        What Fieldwork’s own server answers is described at <Link href="/api/openapi.json">/api/openapi.json</Link>.
      </Body1>
    </>
  );
}

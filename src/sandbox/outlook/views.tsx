import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CalendarLtrRegular, MailRegular } from '@fluentui/react-icons';

const useStyles = makeStyles({
  views: { display: 'flex', gap: tokens.spacingHorizontalS },
});

export type View = 'mail' | 'calendar';

const views: { view: View; words: string; icon: React.ReactElement }[] = [
  { view: 'mail', words: 'Inbox', icon: <MailRegular /> },
  { view: 'calendar', words: 'Calendar', icon: <CalendarLtrRegular /> },
];

/** Between mail and calendar. */
export function Views({ view, go }: { view: View; go: (view: View) => void }) {
  const styles = useStyles();
  return (
    <nav aria-label="Mail and calendar" className={styles.views}>
      {views.map((one) => (
        <Button
          key={one.view}
          icon={one.icon}
          appearance={one.view === view ? 'primary' : 'secondary'}
          {...(one.view === view ? { 'aria-current': 'page' as const } : {})}
          onClick={() => go(one.view)}
        >
          {one.words}
        </Button>
      ))}
    </nav>
  );
}

import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CalendarAddRegular, CalendarLtrRegular, MailRegular } from '@fluentui/react-icons';

const useStyles = makeStyles({
  views: { display: 'flex', gap: tokens.spacingHorizontalS },
});

export type View = 'mail' | 'calendar' | 'compose';

const views: { view: View; words: string; icon: React.ReactElement }[] = [
  { view: 'mail', words: 'Inbox', icon: <MailRegular /> },
  { view: 'calendar', words: 'Calendar', icon: <CalendarLtrRegular /> },
  { view: 'compose', words: 'New meeting', icon: <CalendarAddRegular /> },
];

/** Between mail and calendar. */
export function Views({ view, go, own }: { view: View; go: (view: View) => void; own: boolean }) {
  const styles = useStyles();
  return (
    <nav aria-label="Mail and calendar" className={styles.views}>
      {views.filter((one) => own || one.view !== 'compose').map((one) => (
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

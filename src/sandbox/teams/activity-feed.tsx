import { Body1, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useAddress, withParts } from '../chrome/address.ts';
import { useViewer } from '../../components/viewer.ts';
import { useAgain } from '../outlook/use-again.ts';
import { type Activity, readActivity } from '../tenant/activity.ts';
import type { Person } from '../tenant/tenant.ts';
import { playedAddress } from './host/links.ts';

const useStyles = makeStyles({
  feed: {
    width: '300px',
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 639px)': { width: '100%', maxHeight: '45%' },
  },
  title: { margin: 0, marginBottom: tokens.spacingVerticalM },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  line: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  subject: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What the bell shows: what apps told this person; each line leads into the app. */
export function ActivityFeed({ person }: { person: Person }) {
  const styles = useStyles();
  const { data, problem, reload } = useLoad(`activity ${person.address}`, (signal) => readActivity(person.address, signal));
  useAgain(reload);
  return (
    <section aria-label="Activity" className={styles.feed}>
      <Subtitle2 as="h2" block className={styles.title}>
        Activity
      </Subtitle2>
      <ErrorNote problem={problem} retry={reload} />
      {!data && !problem && <Loading what="the activity" />}
      {data?.length === 0 && <Body1 className={styles.quiet}>Nothing yet.</Body1>}
      <ul className={styles.list}>
        {data?.map((one) => (
          <li key={one.id}>
            <Line activity={one} user={person.address} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ activity, user }: { activity: Activity; user: string }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { get } = useAddress();
  const { app, title, preview, webUrl, at } = activity;
  const [path = '', search = ''] = playedAddress(webUrl, user).split('?');
  return (
    <a href={path + withParts(search, { feed: '1', theme: get('theme') })} className={styles.line}>
      <Body1 className={styles.subject}>{title}</Body1>
      <Body1>{preview}</Body1>
      <Caption1 className={styles.quiet}>
        {app}, {dayText(at, zone, locale)}, {clockText(at, zone, locale)}
      </Caption1>
    </a>
  );
}

import { Avatar, Caption2, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AlertRegular, CalendarLtrRegular, MailRegular, VideoPersonRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { outlookAddress, teamsAddress, useAddress, withParts } from '../chrome/address.ts';
import type { Person } from '../tenant/tenant.ts';
import type { Surface } from './host/context.ts';
import { mark } from './app-head.tsx';

const useStyles = makeStyles({
  rail: {
    width: '76px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground4,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 639px)': { width: 'auto', flexDirection: 'row', paddingBlock: tokens.spacingVerticalXS, overflowX: 'auto' },
  },
  link: {
    display: 'flex',
    flexShrink: 0,
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderLeft: '3px solid transparent',
    ':hover': { color: tokens.colorBrandForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  here: { color: tokens.colorBrandForeground1, borderLeftColor: tokens.colorBrandStroke1 },
  me: { margin: 'auto auto 0', '@media (max-width: 639px)': { display: 'none' } },
  icon: { fontSize: '24px', lineHeight: 1 },
});

/** The app bar at the side; each entry leads somewhere. */
export function Rail({ person, surface }: { person: Person; surface: Surface }) {
  const styles = useStyles();
  // A fixed look and width stay from one place to the next.
  const keep = useKept();
  const feed = useAddress().get('feed') !== null;
  return (
    <nav aria-label="Apps" className={styles.rail}>
      <Place href={withParts(location.search, { feed: feed ? null : '1' })} words="Activity" here={feed} icon={<AlertRegular />} />
      <Place href={keep(teamsAddress(person.address))} words="Fieldwork" here={surface === 'tab' && !feed} icon={<img src={mark} alt="" width={24} height={24} />} />
      <Place href={keep(teamsAddress(person.address, { surface: 'panel' }))} words="Meetings" here={surface === 'panel'} icon={<VideoPersonRegular />} />
      <Place href={keep(outlookAddress(person.address, { view: 'calendar' }))} words="Calendar" icon={<CalendarLtrRegular />} />
      <Place href={keep(outlookAddress(person.address))} words="Mail" icon={<MailRegular />} />
      <span aria-hidden className={styles.me}>
        <Avatar name={person.name} color="colorful" badge={{ status: 'available' }} />
      </span>
    </nav>
  );
}

function useKept(): (address: string) => string {
  const { get } = useAddress();
  const theme = get('theme');
  return (address) => {
    const [path = '', search = ''] = address.split('?');
    return theme ? path + withParts(search, { theme }) : address;
  };
}

function Place({ href, words, icon, here = false }: { href: string; words: string; icon: ReactNode; here?: boolean }) {
  const styles = useStyles();
  return (
    <a href={href} className={mergeClasses(styles.link, here && styles.here)} {...(here ? { 'aria-current': 'page' as const } : {})}>
      <span aria-hidden className={styles.icon}>
        {icon}
      </span>
      <Caption2>{words}</Caption2>
    </a>
  );
}

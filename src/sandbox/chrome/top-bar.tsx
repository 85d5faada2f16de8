import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { dayText, clockText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground4,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { marginRight: 'auto', display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, alignItems: 'baseline' },
  name: { margin: 0 },
});

interface TopBarProps {
  title: string;
  /** The tenant's present; null until known. */
  now: Date | null;
  children: ReactNode;
}

/** The bar over a played program: what it plays, the tenant's time for this person, and who and how. */
export function TopBar({ title, now, children }: TopBarProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <header className={styles.bar}>
      <div className={styles.title}>
        <Text as="h1" weight="semibold" className={styles.name}>
          {title}
        </Text>
        {now && (
          <Text size={200}>
            {dayText(now, zone, locale)}, {clockText(now, zone, locale)}
          </Text>
        )}
        <Link href="/sandbox">All people and the clock</Link>
      </div>
      {children}
    </header>
  );
}

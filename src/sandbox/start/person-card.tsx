import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { PersonChip } from '../../components/person-chip.tsx';
import { clockText, dayText, zoneName } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { outlookAddress, teamsAddress, todoAddress } from '../chrome/address.ts';
import { CopyField } from '../chrome/copy-field.tsx';
import type { Anybody } from '../tenant/tenant.ts';
import { partOf } from './parts.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    minWidth: 0,
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  button: { minWidth: 0, paddingInline: tokens.spacingHorizontalS },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: 'auto' },
});

interface PersonCardProps {
  one: Anybody;
  /** The manager's name. */
  manager: string | null;
  now: Date | null;
}

/** One person: who they could be, where it is what time for them, and the programs to open as them. */
export function PersonCard({ one, manager, now }: PersonCardProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <li className={styles.card}>
      <PersonChip name={one.name} under={one.kind === 'person' ? one.jobTitle : one.address} size={40} />
      <Body1>{partOf(one)}</Body1>
      <div>
        <Caption1 className={styles.quiet}>{now ? localTime(now, one.zone, locale) : zoneName(one.zone)}</Caption1>
        {manager && <Caption1 className={styles.quiet}>Reports to {manager}</Caption1>}
      </div>
      {one.kind === 'outsider' && one.feed && <CopyField label={`${one.name}’s calendar feed`} value={location.origin + one.feed} />}
      <div className={styles.actions}>
        {one.kind === 'person' && <Open href={teamsAddress(one.address)} label={`Open Teams as ${one.name}`} words="Open Teams" primary />}
        <Open
          href={outlookAddress(one.address)}
          label={`${one.kind === 'person' ? 'Open Outlook as' : 'Inbox & calendar of'} ${one.name}`}
          words={one.kind === 'person' ? 'Open Outlook' : 'Inbox & calendar'}
        />
        {one.kind === 'person' && <Open href={todoAddress(one.address)} label={`Open To Do as ${one.name}`} words="Open To Do" />}
      </div>
    </li>
  );
}

/** "London, Tuesday, 3 November, 14:05" */
const localTime = (now: Date, zone: string, locale: string): string => `${zoneName(zone)}: ${dayText(now, zone, locale)}, ${clockText(now, zone, locale)}`;

interface OpenProps {
  href: string;
  /** Says whose it is, and begins with the words that are seen. */
  label: string;
  words: string;
  primary?: boolean;
}

function Open({ href, label, words, primary = false }: OpenProps) {
  const styles = useStyles();
  return (
    <Button as="a" className={styles.button} href={href} target="_blank" aria-label={label} appearance={primary ? 'primary' : 'secondary'}>
      {words}
    </Button>
  );
}

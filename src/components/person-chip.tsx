import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Initials } from './native/initials.tsx';
import { Caption1, Strong } from './native/text.tsx';

const useStyles = makeStyles({
  chip: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  under: { color: tokens.colorNeutralForeground2 },
});

interface PersonChipProps {
  name: string;
  /** Says "(you)" after the name, which keeps the colour of its initials. */
  you?: boolean;
  /** Under the name: role, zone, address. */
  under?: ReactNode;
  size?: 24 | 28 | 32 | 40;
}

/** A person: initials in their own colour, their name, and a line under it. */
export function PersonChip({ name, you = false, under, size = 32 }: PersonChipProps) {
  const styles = useStyles();
  return (
    <div className={styles.chip}>
      <Initials name={name} size={size} />
      <div className={styles.words}>
        <Strong>{you ? `${name} (you)` : name}</Strong>
        {under && <Caption1 className={styles.under}>{under}</Caption1>}
      </div>
    </div>
  );
}

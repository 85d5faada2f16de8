import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    // Native inputs and selects insist on a width of their own that a narrow panel does not have.
    '& input, & select, & .fui-Input, & .fui-Select': { minWidth: 0, width: '100%' },
  },
  two: { '@media (min-width: 520px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' } },
  three: { '@media (min-width: 520px)': { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' } },
});

/** Inputs beside each other where there is room, under each other where not. */
export function FieldGrid({ columns = 2, children }: { columns?: 2 | 3; children: ReactNode }) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.grid, columns === 2 ? styles.two : styles.three)}>{children}</div>;
}

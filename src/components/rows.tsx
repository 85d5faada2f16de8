import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  rows: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    '& > li': { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS, paddingBlock: tokens.spacingVerticalM, minWidth: 0 },
    '& > li:first-child': { paddingTop: 0 },
    '& > li:last-child': { paddingBottom: 0 },
    '& > li + li': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
});

/** A list of things under each other with a line between; its children are `<li>`. */
export function Rows({ label, children }: { label?: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <ul className={styles.rows} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </ul>
  );
}

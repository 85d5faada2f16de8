import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { isLong, useGrowing } from '../../components/growing.ts';
import type { ShownCommitment } from './overlay.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  // What is out of sight is laid out once it comes into sight; finding in the page and screen readers have it all the same.
  long: { '& > li': { contentVisibility: 'auto', containIntrinsicSize: 'auto 62px', overflowClipMargin: '4px' } },
});

/** Lines under each other, a thousand too: the first are there at once, the others follow. */
export function LineList({ lines, children }: { lines: readonly ShownCommitment[]; children: (row: ShownCommitment) => ReactNode }) {
  const styles = useStyles();
  const rows = useGrowing(lines);
  return <ul className={mergeClasses(styles.list, isLong(lines) && styles.long)}>{rows.map(children)}</ul>;
}

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { CSSProperties, ReactNode } from 'react';
import type { CalendarEntry, ShowAs } from '../tenant/calendar.ts';
import { entryLabel } from './entry-words.ts';

const useStyles = makeStyles({
  entry: {
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase100,
    textAlign: 'left',
    cursor: 'pointer',
    boxSizing: 'border-box',
    overflow: 'hidden',
    padding: '2px 6px',
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderLeftWidth: '4px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    ':hover': { outline: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, zIndex: 2 },
  },
  opened: { outline: `2px solid ${tokens.colorBrandStroke1}` },
  cancelled: { textDecorationLine: 'line-through' },
  busy: { borderLeftColor: tokens.colorBrandStroke1, backgroundColor: tokens.colorBrandBackground2 },
  tentative: { borderLeftColor: tokens.colorBrandStroke1, borderLeftStyle: 'dashed' },
  oof: { borderLeftColor: tokens.colorPaletteBerryBorderActive },
  workingElsewhere: { borderLeftStyle: 'dotted' },
  free: { borderLeftColor: tokens.colorNeutralStroke1 },
  unknown: {},
});

interface EntryButtonProps {
  entry: CalendarEntry;
  /** Its time in words. */
  when: string;
  opened: boolean;
  open: (id: string) => void;
  className?: string;
  style?: CSSProperties;
  children: ReactNode;
}

/** One entry of a calendar; what it shows others as is said in words and by its left edge. */
export function EntryButton({ entry, when, opened, open, className, style, children }: EntryButtonProps) {
  const styles = useStyles();
  const look = styles[entry.showAs satisfies ShowAs];
  return (
    <button
      type="button"
      aria-label={entryLabel(entry, when)}
      aria-expanded={opened}
      className={mergeClasses(styles.entry, look, entry.isCancelled && styles.cancelled, opened && styles.opened, className)}
      style={style}
      onClick={() => open(entry.id)}
    >
      {children}
    </button>
  );
}

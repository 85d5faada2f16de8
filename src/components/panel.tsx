import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { Subtitle2 } from './native/text.tsx';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  strong: { borderLeft: `4px solid ${tokens.colorBrandStroke1}` },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  // A long title takes two lines before the button beside it has to go under it.
  title: { margin: 0, flex: '1 1 96px', minWidth: 0 },
});

interface PanelProps {
  title: string;
  /** Beside the heading, e.g. an edit button. */
  action?: ReactNode;
  /** The one that matters most on its screen. */
  strong?: boolean;
  children: ReactNode;
}

/** A titled part of a screen, a region of its own for screen readers. */
export function Panel({ title, action, strong, children }: PanelProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} className={mergeClasses(styles.panel, strong && styles.strong)}>
      <div className={styles.head}>
        <Subtitle2 as="h2" id={id} className={styles.title}>
          {title}
        </Subtitle2>
        {action}
      </div>
      {children}
    </section>
  );
}

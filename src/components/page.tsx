import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLostFocus } from './arriving-focus.ts';
import { Button } from './native/button.tsx';
import { useViewer } from './viewer.ts';

const useStyles = makeStyles({
  main: {
    width: '100%',
    maxWidth: '1040px',
    boxSizing: 'border-box',
    marginInline: 'auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 480px)': { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXL}` },
  },
  narrow: { maxWidth: '720px' },
  header: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center', justifyContent: 'space-between' },
  words: { flexBasis: '220px', flexGrow: 1, minWidth: 0 },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', '@media (max-width: 480px)': typographyStyles.title3 },
  under: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalXS },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  back: { alignSelf: 'flex-start', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})`, '@media (max-width: 480px)': { marginLeft: 0 } },
});

interface PageProps {
  title: string;
  /** One line under the title. */
  under?: ReactNode;
  /** Where "back" leads; the label says where. */
  back?: { label: string; go: () => void };
  actions?: ReactNode;
  /** When this changes, what was pressed may be gone: the heading then takes the focus that was lost with it. */
  standing?: string;
  /** Forms read better in a narrower column. */
  narrow?: boolean;
  children: ReactNode;
}

/** One screen: the main landmark, its one heading of level 1 (which takes the focus when the person came from another screen), and what is on it. */
export function Page({ title, under, back, actions, standing, narrow, children }: PageProps) {
  const styles = useStyles();
  const heading = useArrival(title);
  const header = useLostFocus<HTMLElement>(standing, 'h1');
  return (
    <main className={mergeClasses(styles.main, narrow && styles.narrow)}>
      {back && (
        <Button className={styles.back} appearance="subtle" size="small" icon={<ArrowLeftRegular />} onClick={back.go}>
          {back.label}
        </Button>
      )}
      <header ref={header} className={styles.header}>
        <div className={styles.words}>
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {under && <div className={styles.under}>{under}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </main>
  );
}

/** A change of screen is silent to a screen reader unless the focus moves with it. */
function useArrival(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { moves } = useViewer();
  useEffect(() => {
    document.title = `${title} · Fieldwork`;
  }, [title]);
  useEffect(() => {
    if (moves > 0) heading.current?.focus();
  }, [moves]);
  return heading;
}

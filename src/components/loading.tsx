import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: {
    height: '16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    animationName: { from: { opacity: 1 }, '50%': { opacity: 0.5 }, to: { opacity: 1 } },
    animationDuration: '2.4s',
    animationIterationCount: 'infinite',
  },
  short: { width: '38%', height: '20px' },
  status: { color: tokens.colorNeutralForeground2, minHeight: tokens.lineHeightBase300 },
});

/** How long a wait may be before it is put into words; shorter ones would only flicker. */
const wordsAfterMs = 1500;

/** The shape of what is coming, and after a moment a word that it is; `what` completes "Getting ...". */
export function Loading({ what, panels = 2 }: { what: string; panels?: number }) {
  const styles = useStyles();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), wordsAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.stack}>
      <output className={styles.status}>
        {late ? `Getting ${what} …` : ''}
      </output>
      <section aria-busy aria-label={`Loading ${what}`} className={styles.stack}>
        {Array.from({ length: panels }, (_, index) => (
          <div key={index} className={styles.card}>
            <div className={mergeClasses(styles.line, styles.short)} />
            <div className={styles.line} />
            <div className={styles.line} />
          </div>
        ))}
      </section>
    </div>
  );
}

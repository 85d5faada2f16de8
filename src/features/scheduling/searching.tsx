import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  slot: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  day: { width: '45%' },
  time: { width: '30%' },
  why: { width: '80%' },
});

/** The shape of a list of times while several calendars are read, which takes a second or two. */
export function Searching() {
  const styles = useStyles();
  return (
    <Skeleton className={styles.list} aria-label="Looking for times">
      <SkeletonItem size={16} className={styles.day} />
      {[1, 2, 3].map((key) => (
        <div key={key} className={styles.slot}>
          <SkeletonItem size={20} className={styles.time} />
          <SkeletonItem size={12} className={styles.why} />
        </div>
      ))}
    </Skeleton>
  );
}

import { makeStyles, tokens } from '@fluentui/react-components';
import { Body1, Caption1 } from './native/text.tsx';

const useStyles = makeStyles({
  facts: {
    margin: 0,
    display: 'grid',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (min-width: 520px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0 },
});

/** Short facts with their names, two beside each other where there is room. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>
            <Caption1 className={styles.name}>{name}</Caption1>
          </dt>
          <dd className={styles.value}>
            <Body1>{value}</Body1>
          </dd>
        </div>
      ))}
    </dl>
  );
}

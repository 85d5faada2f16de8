import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ConsentNeed } from '../../components/consent-screen.tsx';

const useStyles = makeStyles({
  facts: { margin: `${tokens.spacingVerticalS} 0 0`, display: 'grid', gap: tokens.spacingVerticalXS, '& dt': { fontWeight: tokens.fontWeightSemibold }, '& dd': { margin: 0 } },
});

/** Which permission is missing, why it is needed and who can grant it, inside a notice. */
export function MissingPermission({ need }: { need: ConsentNeed }) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {need.permission && <Fact name="Permission" value={need.permission} />}
      <Fact name="Why" value={need.why} />
      <Fact name="Who can grant it" value={need.who} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>
        <Caption1>{name}</Caption1>
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

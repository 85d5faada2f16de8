import { makeStyles, tokens } from '@fluentui/react-components';
import { Button } from '../../components/native/button.tsx';
import { Caption1 } from '../../components/native/text.tsx';

const useStyles = makeStyles({
  undo: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
});

/** A line was taken off the list: said once, with the way back. */
export function Removed({ undo }: { undo: () => void }) {
  const styles = useStyles();
  return (
    <output className={styles.undo}>
      <Caption1>Removed.</Caption1>
      <Button size="small" onClick={undo}>Undo</Button>
    </output>
  );
}

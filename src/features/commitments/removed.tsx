import { makeStyles, tokens } from '@fluentui/react-components';
import { useFocusOnArrival } from '../../components/arriving-focus.ts';
import { Button } from '../../components/native/button.tsx';
import { Caption1 } from '../../components/native/text.tsx';

const useStyles = makeStyles({
  undo: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
});

/** A line was taken off the list: said once, with the way back. */
export function Removed({ undo }: { undo: () => void }) {
  const styles = useStyles();
  // The button that was pressed left with its line.
  const back = useFocusOnArrival<HTMLButtonElement>();
  return (
    <output className={styles.undo}>
      <Caption1>Removed.</Caption1>
      <Button ref={back} size="small" onClick={undo}>Undo</Button>
    </output>
  );
}

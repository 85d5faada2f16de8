import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { focusOnceThere, useFocusOnArrival } from '../../components/arriving-focus.ts';
import { Button } from '../../components/native/button.tsx';
import { Caption1 } from '../../components/native/text.tsx';

const useStyles = makeStyles({
  undo: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
});

/** A line was taken off the list: said once, with the way back. */
export function Removed({ line, undo }: { line: string; undo: () => void }) {
  const styles = useStyles();
  // The button that was pressed left with its line.
  const back = useFocusOnArrival<HTMLButtonElement>();
  const undone = useRef(false);
  // And this one leaves when the line is back.
  useEffect(() => () => {
    if (undone.current) focusOnceThere(`[data-line="${CSS.escape(line)}"] [data-change]`);
  }, [line]);
  const bring = (): void => {
    undone.current = true;
    undo();
  };
  return (
    <output className={styles.undo}>
      <Caption1>Removed.</Caption1>
      <Button ref={back} size="small" onClick={bring}>Undo</Button>
    </output>
  );
}

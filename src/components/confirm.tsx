import { Body1, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { ErrorNote } from './error-note.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start', width: '100%' },
  plain: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ConfirmProps {
  /** The button that asks. */
  ask: string;
  question: string;
  yes: string;
  no: string;
  asking: boolean;
  setAsking: (asking: boolean) => void;
  busy: boolean;
  problem: ApiProblem | null;
  go: () => void;
  /** What the question is about, where a sentence is too little. */
  children?: ReactNode;
}

/**
 * A step that cannot be taken back, asked about where the button stood. No dialog: these have no room in a panel of 280 px, and
 * Fluent's leave focusable hidden elements in the page.
 */
export function Confirm({ ask, question, yes, no, asking, setAsking, busy, problem, go, children }: ConfirmProps) {
  const styles = useStyles();
  const place = useMovingFocus(asking);
  return (
    <div ref={place} className={styles.stack}>
      {!asking && <Button onClick={() => setAsking(true)}>{ask}</Button>}
      {asking && (
        <fieldset aria-label={ask} className={mergeClasses(styles.stack, styles.plain)}>
          <output>
            <Body1>{question}</Body1>
          </output>
          {children}
          <ErrorNote problem={problem} />
          <div className={styles.row}>
            <Button onClick={() => setAsking(false)}>{no}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={go}>
              {yes}
            </Button>
          </div>
        </fieldset>
      )}
    </div>
  );
}

/** To the safe answer when the question appears, back to the button when it goes. */
function useMovingFocus(asking: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(asking);
  useEffect(() => {
    if (before.current !== asking) place.current?.querySelector('button')?.focus();
    before.current = asking;
  }, [asking]);
  return place;
}

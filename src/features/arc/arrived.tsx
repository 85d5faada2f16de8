import type { ReactNode } from 'react';
import { useFocusOnArrival } from '../../components/arriving-focus.ts';
import { usePartStyles } from './parts.ts';

/** A part that came in the place of what was pressed: the focus goes on to it. */
export function Arrived({ children }: { children: ReactNode }) {
  const styles = usePartStyles();
  const place = useFocusOnArrival<HTMLDivElement>();
  return (
    <div ref={place} tabIndex={-1} className={styles.arrived}>
      {children}
    </div>
  );
}

import { useEffect, useMemo, useRef, useState } from 'react';
import { keptDraft } from '../../components/kept-draft.ts';

interface Kept<T> {
  draft: T;
  setDraft: (draft: T) => void;
  /** True when the draft comes from an earlier visit. */
  restored: boolean;
  startOver: () => void;
  /** Keeps nothing any more: it was sent. */
  forget: () => void;
}

/** A form's draft that survives a reload of the tab; kept from the first change on. */
export function useKeptDraft<T>(name: string, fresh: () => T): Kept<T> {
  const kept = useMemo(() => keptDraft<T>(name), [name]);
  const [found] = useState(() => kept.read());
  const [draft, setState] = useState<T>(() => found ?? fresh());
  const [restored, setRestored] = useState(found !== null);
  const sent = useRef(false);
  const touched = useRef(false);
  useEffect(() => {
    if (touched.current && !sent.current) kept.write(draft);
  }, [draft, kept]);
  const setDraft = (next: T) => {
    touched.current = true;
    setState(next);
  };
  const forget = () => {
    sent.current = true;
    kept.forget();
  };
  const startOver = () => {
    kept.forget();
    touched.current = false;
    setState(fresh());
    setRestored(false);
  };
  return { draft, setDraft, restored, startOver, forget };
}

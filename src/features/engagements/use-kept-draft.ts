import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useDraft } from '../../components/drafts.ts';
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

/** A form's draft that survives a reload of the tab, and, where the surface keeps drafts, another machine; kept from the first change on. */
export function useKeptDraft<T>(name: string, fresh: () => T): Kept<T> {
  const elsewhere = useDraft('engagement', isDraft<T>);
  const kept = useMemo(() => keptDraft<T>(name), [name]);
  const [found] = useState(() => kept.read());
  const [draft, setState] = useState<T>(() => found ?? fresh());
  const [restored, setRestored] = useState(found !== null);
  const sent = useRef(false);
  const touched = useRef(false);
  const keep = useEffectEvent((next: T) => {
    kept.write(next);
    elsewhere.keep(next);
  });
  const arrive = useEffectEvent((left: T) => {
    if (touched.current) return;
    setState(left);
    setRestored(true);
  });
  useEffect(() => {
    if (touched.current && !sent.current) keep(draft);
  }, [draft]);
  useEffect(() => {
    if (elsewhere.left && found === null) arrive(elsewhere.left);
  }, [elsewhere.left, found]);
  const setDraft = (next: T) => {
    touched.current = true;
    setState(next);
  };
  const forget = () => {
    sent.current = true;
    kept.forget();
    elsewhere.forget();
  };
  const startOver = () => {
    kept.forget();
    elsewhere.forget();
    touched.current = false;
    setState(fresh());
    setRestored(false);
  };
  return { draft, setDraft, restored, startOver, forget };
}

const isDraft = <T>(value: unknown): value is T => typeof value === 'object' && value !== null;

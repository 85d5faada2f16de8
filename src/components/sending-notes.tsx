import { useEffect, useRef } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { BandNotice } from './band-notice.tsx';
import { Button } from './native/button.tsx';

interface TwoWordingsProps {
  theirs: string;
  mine: string;
  keepTheirs: () => void;
  takeMine: () => void;
}

/** Two people, or two windows, wrote one thing at once: both wordings, and the choice. */
export function TwoWordings({ theirs, mine, keepTheirs, takeMine }: TwoWordingsProps) {
  const place = useInSight();
  const chosen = (act: () => void) => {
    const around = place.current?.closest('section, main');
    act();
    // The note goes away with the choice: the focus stays in the part it stood in.
    requestAnimationFrame(() => document.activeElement === document.body && around?.querySelector<HTMLElement>('input, textarea, button')?.focus());
  };
  const actions = (
    <>
      <Button size="small" onClick={() => chosen(keepTheirs)}>Keep theirs</Button>
      <Button size="small" onClick={() => chosen(takeMine)}>Use mine</Button>
    </>
  );
  return (
    <div ref={place}>
      <BandNotice intent="warning" title="Two of you wrote this at once." actions={actions}>
        Theirs: “{theirs}”. Yours: “{mine}”.
      </BandNotice>
    </div>
  );
}

/** The line may stand far below what is said about it: that comes into sight, unless somebody is typing elsewhere. */
function useInSight() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!document.activeElement?.matches('input, textarea')) place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return place;
}

/** What was typed is shown once more: a refusal must not cost the words. */
export function NotKept({ problem, words }: { problem: ApiProblem; words: string | undefined }) {
  const why = [problem.message, ...problem.fields.map(({ message }) => `It ${message}.`)].join(' ');
  return (
    <BandNotice intent="error" title="Not kept.">
      {why} {words && `You wrote: “${words}”.`}
    </BandNotice>
  );
}

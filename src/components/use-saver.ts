import { useEffect, useState } from 'react';
import { Saver, type Saving, type Versioned } from './saver.ts';
import { unsent } from './unsent.ts';

export interface SavedText extends Saving {
  type: (text: string) => void;
  choose: (whose: 'mine' | 'theirs') => void;
}

/**
 * A text that saves itself while it is typed. `name` is the text's own and stays the same while it is shown; what `first` becomes later
 * is not looked at, because the person may be typing.
 */
export function useSaver(name: string, first: Versioned, send: (text: string, version: number) => Promise<Versioned>): SavedText {
  const [, redraw] = useState(0);
  const [saver] = useState(
    () => new Saver({ first, kept: unsent(name), send, changed: () => redraw((was) => was + 1) }),
  );
  useEffect(() => {
    saver.sendBy(send);
  });
  useEffect(() => {
    const flush = () => saver.flush();
    addEventListener('online', flush);
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('online', flush);
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [saver]);
  return { ...saver.now(), type: (text) => saver.type(text), choose: (whose) => saver.choose(whose) };
}

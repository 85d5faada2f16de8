import { createContext, useContext, useEffect, useEffectEvent, useState } from 'react';
import { useLoad } from '../api/use-load.ts';

/** Where screens leave what is half done. A place is `book.<id>`; the content is the screen's own text. */
export interface Drafts {
  /** What was left there; null when nothing was, or it cannot be had now. Never rejects. */
  read(place: string): Promise<string | null>;
  write(place: string, content: string): void;
  forget(place: string): void;
}

/** A surface that may be taken away at any time sets this; on the others drafts live as long as the screen. */
export const DraftsContext = createContext<Drafts | null>(null);

export interface DraftAt<T> {
  /** What was left here before; undefined until that is known. */
  left: T | null | undefined;
  keep: (draft: T) => void;
  forget: () => void;
}

/** The draft of one place. What does not fit (an older release wrote it) is as good as none. */
export function useDraft<T>(place: string, fits: (value: unknown) => value is T): DraftAt<T> {
  const drafts = useContext(DraftsContext);
  const read = useLoad(`draft ${place}`, async () => ({ left: parse((await drafts?.read(place)) ?? null, fits) }));
  return {
    // Where nothing is kept there is nothing to wait for.
    left: drafts ? read.data?.left : null,
    keep: (draft) => drafts?.write(place, JSON.stringify(draft)),
    forget: () => drafts?.forget(place),
  };
}

/** Keeps a draft while it differs from `untouched`, until it is `done`. */
export function useKeeping<T>({ keep, forget }: Omit<DraftAt<T>, 'left'>, now: T, untouched: T, done: boolean): void {
  const [first] = useState(() => JSON.stringify(untouched));
  const text = JSON.stringify(now);
  const over = done || text === first;
  const settle = useEffectEvent((content: string | null) => (content === null ? forget() : keep(JSON.parse(content) as T)));
  useEffect(() => settle(over ? null : text), [over, text]);
}

/** A draft as its screen wrote it; null when it is none. */
export function parse<T>(content: string | null, fits: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = content === null ? null : JSON.parse(content);
    return fits(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether a value has these fields of these types. */
export function hasFields(value: unknown, fields: Record<string, 'string' | 'number' | 'object' | 'boolean'>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(fields).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);
}

import { keptDraft, type KeptDraft } from './kept-draft.ts';

const memory = new Map<string, unknown>();

/**
 * What could not be sent yet, under a name: in the browser's storage, so that closing the tab loses nothing, and in the page's memory
 * where the browser forbids storage in frames.
 */
export function unsent<T>(name: string, storage: () => Storage = () => localStorage): KeptDraft<T> {
  const stored = keptDraft<T>(`unsent.${name}`, storage);
  return {
    read: () => (memory.get(name) as T | undefined) ?? stored.read(),
    write: (draft) => {
      memory.set(name, draft);
      stored.write(draft);
    },
    forget: () => {
      memory.delete(name);
      stored.forget();
    },
  };
}

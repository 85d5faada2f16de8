/** What a person typed and has not sent yet, kept through a reload of the tab (Teams reloads it when it likes). */
export interface KeptDraft<T> {
  read(): T | null;
  write(draft: T): void;
  forget(): void;
}

/** A draft under a name, for this window only. Where the browser forbids storage in frames, nothing is kept and nothing breaks. */
export function keptDraft<T>(name: string, storage: () => Storage = () => sessionStorage): KeptDraft<T> {
  const key = `fieldwork.draft.${name}`;
  return {
    read: () => tryTo(() => parse<T>(storage().getItem(key))),
    write: (draft) => void tryTo(() => storage().setItem(key, JSON.stringify(draft))),
    forget: () => void tryTo(() => storage().removeItem(key)),
  };
}

const parse = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

/** With third-party storage blocked, even looking at `sessionStorage` throws. */
function tryTo<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

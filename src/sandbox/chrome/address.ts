import { useCallback, useSyncExternalStore } from 'react';

export type Change = Record<string, string | null>;

/** Told beside `popstate`, which a page's own pushState does not raise. */
const changed = 'addresschange';

function subscribe(follow: () => void): () => void {
  for (const name of ['popstate', changed]) addEventListener(name, follow);
  return () => {
    for (const name of ['popstate', changed]) removeEventListener(name, follow);
  };
}

const change = (parts: Change, { replace } = { replace: false }): void => {
  history[replace ? 'replaceState' : 'pushState'](null, '', withParts(location.search, parts));
  dispatchEvent(new Event(changed));
};

/** What the address says (`?user=...&view=...`), followed live; `change` sets or (null) takes away parts and adds a step to go back. */
export function useAddress(): { get: (name: string) => string | null; change: typeof change } {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const get = useCallback((name: string) => new URLSearchParams(search).get(name), [search]);
  return { get, change };
}

/** `?a=1&b=2` with `{ a: null, c: '3' }` is `?b=2&c=3`. */
export function withParts(search: string, parts: Change): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return `?${params}`;
}

/** Where somebody's Teams is. */
export const teamsAddress = (user: string, more: Record<string, string> = {}): string => `/sandbox/teams?${new URLSearchParams({ user, ...more })}`;

/** Where somebody's To Do is. */
export const todoAddress = (user: string): string => `/sandbox/todo?${new URLSearchParams({ user })}`;

/** Where somebody's mail and calendar are. */
export const outlookAddress = (user: string, more: Record<string, string> = {}): string => `/sandbox/outlook?${new URLSearchParams({ user, ...more })}`;

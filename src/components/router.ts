import { useCallback, useEffect, useState } from 'react';
import type { Navigate } from './screen.ts';

/**
 * The named parts of `path` if it fits `pattern` (`/sessions/:id`), else null. Parts are percent-decoded; a path that cannot
 * be decoded fits nothing.
 */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? '');
    if (value === null) return null;
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** `#/sessions/1?x=2` -> `/sessions/1`; no hash is home, `/`. */
export const pathOfHash = (hash: string): string => hash.replace(/^#/, '').split('?')[0] || '/';

/**
 * The path in the address's hash, followed live. The hash, because a framed page's history calls may be taken away and a static
 * file then answers every address. `moves` counts navigations since the page opened.
 */
export function useHashPath(): { path: string; moves: number; navigate: Navigate } {
  const [at, setAt] = useState(() => ({ path: pathOfHash(location.hash), moves: 0 }));
  useEffect(() => {
    const follow = () => setAt((was) => ({ path: pathOfHash(location.hash), moves: was.moves + 1 }));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const navigate = useCallback<Navigate>((path, options) => {
    if (options?.replace) location.replace(`#${path}`);
    else location.hash = path;
  }, []);
  return { ...at, navigate };
}

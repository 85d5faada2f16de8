import type { Host } from './host.ts';

/** Gives a token that was asked for already to the first who wants one; whoever comes later, or wants another one, asks by themselves. */
export function firstToken(token: Promise<string> | null, ask: Host['getToken']): Host['getToken'] {
  let left = token;
  return (options) => {
    const first = options ? null : left;
    left = null;
    return first ?? ask(options);
  };
}

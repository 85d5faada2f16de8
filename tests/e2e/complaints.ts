import type { BrowserContext } from 'playwright-core';

/** What pages complained about on their consoles. */
export interface Complaints {
  /** Runs work in which complaints that fit are what should happen, such as a refused request. */
  during<T>(allowed: RegExp, work: () => Promise<T>): Promise<T>;
  list(): string[];
}

/** The list of valid hosts that teams-js looks for; it has one of its own when there is no network. */
const teamsHostList = /res\.cdn\.office\.net/;

/** Collects errors of every page of the context, from now on. */
export function collectComplaints(context: BrowserContext): Complaints {
  const said: string[] = [];
  let allowed: RegExp | null = null;
  const hear = (text: string): void => {
    if (!teamsHostList.test(text) && !allowed?.test(text)) said.push(text);
  };
  context.on('console', (message) => {
    if (message.type() === 'error') hear(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => hear(error.error().stack ?? error.error().message));
  return {
    async during(pattern, work) {
      allowed = pattern;
      try {
        return await work();
      } finally {
        allowed = null;
      }
    },
    list: () => [...said],
  };
}

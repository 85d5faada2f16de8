import type { BrowserContext } from 'playwright-core';

/** What pages complained about on their consoles. */
export interface Complaints {
  /** Runs work in which complaints that fit are what should happen, such as a refused request. */
  during<T>(allowed: RegExp, work: () => Promise<T>): Promise<T>;
  /** Runs work that moves the tenant's clock: what an open page asks for meanwhile may carry a token that ends on the way, and is asked for again. */
  whileTimePasses<T>(work: () => Promise<T>): Promise<T>;
  list(): string[];
}

/** The list of valid hosts that teams-js looks for; it has one of its own when there is no network. */
const teamsHostList = /res\.cdn\.office\.net/;

/** A request refused for its token; the page then takes a new one. */
const refusedToken = /status of 401 .*\/api\//;

/** Milliseconds for which a page that was open while time passed may still hear of it. */
const hearsWithin = 3000;

/** Collects errors of every page of the context, from now on. */
export function collectComplaints(context: BrowserContext): Complaints {
  const said: string[] = [];
  let allowed: RegExp | null = null;
  let passing = 0;
  const hear = (text: string): void => {
    const late = performance.now() < passing && refusedToken.test(text);
    if (!teamsHostList.test(text) && !allowed?.test(text) && !late) said.push(text);
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
    async whileTimePasses(work) {
      passing = Number.POSITIVE_INFINITY;
      try {
        return await work();
      } finally {
        passing = performance.now() + hearsWithin;
      }
    },
    list: () => [...said],
  };
}

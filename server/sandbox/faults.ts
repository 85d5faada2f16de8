import { z } from 'zod';

/** What can be made to go wrong between an application and Microsoft. */
const exchangeFaults = ['404', '429', '500', '503', '504', 'drop-response', 'slow', 'offline', 'consent-revoked'] as const;

/** What can become of a delta link: 410 with the place to start again, or 400 that names the lost state. */
const deltaFaults = ['delta-gone', 'sync-state-not-found'] as const;

/** What can become of the notification of a change, or of its subscription instead. */
export const notificationFaults = [
  'notification-lost',
  'notification-doubled',
  'notification-late',
  'notification-out-of-order',
  'notification-missed',
  'subscription-removed',
  'reauthorization-required',
] as const;

export const faultKinds = [...exchangeFaults, ...deltaFaults, ...notificationFaults] as const;
export type FaultKind = (typeof faultKinds)[number];

const method = '(?:GET|POST|PUT|PATCH|DELETE|\\*)';

/** One fault as scripts ask for it. Times without a number: until cleared. */
export const faultSchema = z.strictObject({
  match: z
    .string()
    .max(500)
    .regex(
      new RegExp(`^(?:\\*|${method} /\\S*)$`),
      'must be "*", or a method and a path below /v1.0 such as "POST /me/events", with * for any one segment or a trailing * for all below; "POST /token" is Entra\'s token endpoint, "POST /notifications" and "POST /validation" are requests to applications',
    ),
  fault: z.enum(faultKinds),
  times: z.int().min(1).max(1_000_000).optional(),
  /** Seconds: `Retry-After` of 429 and 503, delay of `slow` and of late or overtaken notifications. */
  retryAfter: z.number().min(0).max(3600).default(5),
  /** Address or object id of the only person whose mailbox is touched. */
  mailbox: z.string().max(320).optional(),
  /** Probability of firing at a match, drawn from `seed`; for soak tests. */
  chance: z.number().min(0).max(1).optional(),
  seed: z.int().min(0).optional(),
});
export type FaultRequest = z.input<typeof faultSchema>;
type Fault = z.output<typeof faultSchema>;

/** One or several faults, as POSTed. */
export const faultsSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(faultSchema).min(1).max(100));

/** An exchange about to happen, as faults are matched against it. */
export interface Exchange {
  method: string;
  /** Below /v1.0 without the query, decoded; `/token` for Entra's token endpoint. */
  path: string;
  /** Names of the person whose mailbox it touches (address and object id, lower-case); empty when it touches none. */
  mailbox: string[];
  /** A request that goes on from a delta link. */
  continuesDelta?: boolean;
  /** From the tenant to an application: `change` when a notification is about to be queued, `request` when one goes out. */
  outgoing?: 'change' | 'request';
}

export interface FaultState extends Fault {
  /** How often it has fired. */
  fired: number;
}

export interface Faults {
  add(faults: FaultRequest[]): void;
  clear(): void;
  list(): FaultState[];
  /** The fault that hits this exchange, counted as fired; null for none. The first that was added and is not used up wins. */
  strike(exchange: Exchange): FaultState | null;
}

interface Armed {
  state: FaultState;
  matches(exchange: Exchange): boolean;
  draw(): number;
}

/** An empty list of faults. */
export function createFaults(): Faults {
  let armed: Armed[] = [];
  return {
    add(requests) {
      armed = [...armed, ...requests.map((request) => arm(faultSchema.parse(request)))];
    },
    clear() {
      armed = [];
    },
    list: () => armed.map(({ state }) => ({ ...state })),
    strike(exchange) {
      const hit = armed.find(
        ({ state, matches, draw }) =>
          state.fired < (state.times ?? Infinity) && matches(exchange) && (state.chance === undefined || draw() < state.chance),
      );
      if (!hit) return null;
      hit.state.fired += 1;
      return { ...hit.state };
    },
  };
}

function arm(fault: Fault): Armed {
  const [verb = '*', path = '*'] = fault.match === '*' ? [] : fault.match.split(' ');
  const { pattern, owner } = pathPattern(path);
  const owners = [fault.mailbox?.toLowerCase(), owner].filter((name) => name !== undefined);
  const matches = (exchange: Exchange): boolean =>
    concerns(fault, exchange) &&
    (verb === '*' || verb === exchange.method) &&
    pattern.test(withoutOwner(exchange.path)) &&
    owners.every((name) => exchange.mailbox.includes(name));
  return { state: { ...fault, fired: 0 }, matches, draw: randomFrom(fault.seed ?? 1) };
}

/** Each kind has exchanges that it can happen to; requests to applications suffer only what names them. */
function concerns({ fault, match }: Fault, { continuesDelta, outgoing }: Exchange): boolean {
  const is = (kinds: readonly FaultKind[]): boolean => kinds.includes(fault);
  if (is(notificationFaults)) return outgoing === 'change';
  if (outgoing !== undefined) return outgoing === 'request' && match !== '*' && is(exchangeFaults);
  return !is(deltaFaults) || continuesDelta === true;
}

// `/me/x` and `/users/{anyone}/x` are the same place, whoever addresses it, so both sides are compared as `/me/x`.
const withoutOwner = (path: string): string => path.replace(/^\/users\/[^/]+(?=\/|$)/i, '/me');

/** A path as a pattern; `owner` when it names one person (`/users/ada@example.com/events`). */
function pathPattern(path: string): { pattern: RegExp; owner: string | undefined } {
  const named = /^\/users\/([^/]+)/i.exec(path)?.[1];
  const anyone = named === undefined || named === '*' || named.startsWith('{');
  const below = path.endsWith('*') ? path.slice(0, -1) : null;
  const segments = withoutOwner(below ?? path).replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\*|\{[^/}]*\}/g, '[^/]+');
  return { pattern: new RegExp(`^${segments}${below === null ? '/?' : '.*'}$`, 'i'), owner: anyone ? undefined : named.toLowerCase() };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

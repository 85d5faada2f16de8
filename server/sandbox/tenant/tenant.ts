import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Documents } from './model.ts';
import { plant } from './plant.ts';
import type { SeedApp, TenantSeed } from './seed.ts';
import { createState, type State } from './state.ts';
import { withDefaults, type WebhookOptions, type Webhooks } from './notify/webhooks.ts';
import type { TenantStore } from './store.ts';

/** One simulated organisation. Its documents are values: read them freely, change them only through `state.transact`. */
export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  readonly apps: readonly SeedApp[];
  readonly clock: Clock;
  readonly log: Log;
  readonly state: State<Documents>;
  /** How applications are told of changes. */
  readonly webhooks: Webhooks;
  /** Object ids of people by address. */
  readonly addresses: ReadonlyMap<string, string>;
  /** The next number of the tenant's one rising count of changes. */
  tick(): number;
}

export interface TenantOptions {
  seed: TenantSeed;
  clock: Clock;
  store: TenantStore;
  log: Log;
  webhooks?: WebhookOptions;
}

const kinds: (keyof Documents)[] = [
  'organisation',
  'person',
  'outsider',
  'event',
  'tombstone',
  'message',
  'meeting',
  'chat',
  'subscription',
  'notification',
  'activity',
  'behaviour',
  'call',
  'teamsPolicy',
  'todoList',
  'todoTask',
  'todoTombstone',
];

/** Starts the tenant: from the store when it holds anything, else from the seed. Applications always come from the seed. */
export function createTenant({ seed, clock, store, log, webhooks = {} }: TenantOptions): Tenant {
  const state = createState<Documents>(store, kinds);
  if (state.size('organisation') === 0) state.transact(() => plant(state, seed, clock.now()));
  const organisation = [...state.all('organisation')][0]!;
  let change = lastChange(state);
  return {
    id: organisation.tenantId,
    displayName: organisation.displayName,
    apps: seed.apps,
    clock,
    log,
    state,
    webhooks: withDefaults(webhooks),
    addresses: new Map([...state.all('person')].map(({ address, objectId }) => [address, objectId])),
    tick: () => ++change,
  };
}

/** Where the count of changes stood when the process ended; deleted events left their number in a tombstone. */
function lastChange(state: State<Documents>): number {
  let last = 0;
  for (const { change } of state.all('event')) last = Math.max(last, change);
  for (const { change } of state.all('tombstone')) last = Math.max(last, change);
  for (const { change } of state.all('todoTask')) last = Math.max(last, change);
  for (const { change } of state.all('todoTombstone')) last = Math.max(last, change);
  for (const { order } of state.all('message')) last = Math.max(last, order);
  for (const { order } of state.all('notification')) last = Math.max(last, order);
  for (const { order } of state.all('activity')) last = Math.max(last, order);
  return last;
}

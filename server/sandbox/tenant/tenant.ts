import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Documents } from './model.ts';
import { plant } from './plant.ts';
import type { SeedApp, TenantSeed } from './seed.ts';
import { createState, type State } from './state.ts';
import type { TenantStore } from './store.ts';

/** One simulated organisation. Its documents are values: read them freely, change them only through `state.transact`. */
export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  readonly apps: readonly SeedApp[];
  readonly clock: Clock;
  readonly log: Log;
  readonly state: State<Documents>;
}

export interface TenantOptions {
  seed: TenantSeed;
  clock: Clock;
  store: TenantStore;
  log: Log;
}

/** Starts the tenant: from the store when it holds anything, else from the seed. Applications always come from the seed. */
export function createTenant({ seed, clock, store, log }: TenantOptions): Tenant {
  const state = createState<Documents>(store, ['organisation', 'person', 'outsider', 'event', 'tombstone', 'message', 'meeting', 'chat']);
  if (state.size('organisation') === 0) state.transact(() => plant(state, seed, clock.now()));
  const organisation = [...state.all('organisation')][0]!;
  return { id: organisation.tenantId, displayName: organisation.displayName, apps: seed.apps, clock, log, state };
}

import type { Documents } from './model.ts';
import type { TenantSeed } from './seed.ts';
import type { State } from './state.ts';

/** Writes a seed's organisation into an empty state. `now` dates what is created. */
export function plant(state: State<Documents>, seed: TenantSeed, now: Date): void {
  void now;
  state.put('organisation', seed.tenantId, { tenantId: seed.tenantId, displayName: seed.displayName });
}

import { keepIn } from '../../../server/sandbox/store.ts';
import { loadKeys } from '../../../server/sandbox/entra/keys.ts';
import { memoryStore, type TenantStore } from '../../../server/sandbox/tenant/store.ts';

// Making an RSA key takes a good part of a second; one for each test file is enough.
const first = memoryStore();
const made = loadKeys(keepIn(first));

/** A fresh store that holds nothing but a signing key. */
export async function keyedStore(): Promise<TenantStore> {
  await made;
  const store = memoryStore();
  store.commit([...first.load()]);
  return store;
}

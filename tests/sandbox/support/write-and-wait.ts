import { openTenantStore } from '../../../server/sandbox/store.ts';

// Run as a process of its own: commits, says how far it came, and waits to be killed.
const store = openTenantStore(process.argv[2]!);
for (let number = 1; ; number += 1) {
  store.commit([
    { kind: 'event', id: `left-${number}`, document: { number } },
    { kind: 'event', id: `right-${number}`, document: { number } },
  ]);
  process.stdout.write(`${number}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}

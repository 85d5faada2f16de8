/* Run in a process of its own: how long the very first search takes, zone tables and cold code included. */
const began = performance.now();
const { findSlots } = await import('../../server/features/scheduling/slots/find-slots.ts');
const loaded = performance.now();
const { workload } = await import('./workload.ts');
const [people, busy] = process.argv.slice(2).map(Number);
const query = workload(people!, busy!, 1);
const asked = performance.now();
const before = process.threadCpuUsage();
const { total } = findSlots(query);
const { user, system } = process.threadCpuUsage(before);
process.stdout.write(JSON.stringify({ load: loaded - began, wall: performance.now() - asked, search: (user + system) / 1000, total }));

import { run } from './run.ts';

// Against a real tenant: background work alone. Its port answers /healthz and /readyz.
await run('worker');

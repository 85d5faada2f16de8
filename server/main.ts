import { run } from './run.ts';

// Against a real tenant: answers requests and, unless PROCESS says otherwise, does the background work too.
await run();

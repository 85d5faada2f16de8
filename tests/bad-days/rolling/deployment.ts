import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../../server/platform/clock.ts';
import { runAsTimeFlows } from '../../../server/sandbox/flow.ts';
import { createSimulation, type Simulation } from '../../../server/sandbox/simulation.ts';
import { memoryStore } from '../../../server/sandbox/tenant/store.ts';
import { organisation } from '../../features/following/month/world.ts';
import { startChild, type Started } from '../../processes/processes.ts';
import { serveTenant } from '../../processes/tenant-server.ts';
import type { Heard } from '../faults/crowd.ts';
import { probe } from '../faults/probes.ts';
import { scratchOn } from '../support/postgres.ts';

export type Version = 'old' | 'new';

/** One process, and whether requests are sent to it. */
export interface Member extends Started {
  version: Version;
  duty: 'web' | 'worker';
  ready: boolean;
}

export interface Rolling {
  simulation: Simulation;
  databaseUrl: string;
  members: Member[];
  /** Everything that was answered, by people's and Microsoft's requests alike. */
  heard: (Heard & { version: Version | 'nobody'; at: number })[];
  /** Web processes that whoever stands in front sends requests to: those that said on `/readyz` that they are, a moment ago. */
  web(): Member[];
  hear(one: Heard): void;
  begin(version: Version, duty: Member['duty']): Promise<Member>;
  /** SIGTERM to all of a version; answers their exit codes. */
  end(version: Version): Promise<(number | null)[]>;
  close(): Promise<void>;
}

/** How long a process that is going goes on answering, and how often whoever stands in front asks. */
const [drainSeconds, askEveryMs] = [2, 200];

/** A tenant, a new database on `server`, and nobody at work yet. `oldScript` starts a process of the release before. */
export async function prepare(server: string, oldScript: string): Promise<Rolling> {
  const members: Member[] = [];
  const heard: Rolling['heard'] = [];
  let turn = 0;
  const web = (): Member[] => members.filter(({ duty, ready }) => duty === 'web' && ready);
  const hear = (one: Heard): void => {
    heard.push({ ...one, version: members.find(({ url }) => one.url === url)?.version ?? 'nobody', at: performance.now() });
  };
  const reach = async (request: Request): Promise<Response> => {
    const [all, path] = [web(), request.url.slice('http://localhost'.length)];
    const url = all[(turn += 1) % all.length]?.url ?? '';
    const began = performance.now();
    const answer = await fetch(`${url}${path}`, { method: request.method, headers: request.headers, body: await request.text(), redirect: 'manual' }).catch(() => null);
    hear({ url, method: request.method, path: path.split('?')[0]!, status: answer?.status ?? 0, code: null, milliseconds: performance.now() - began });
    return answer ?? new Response(null, { status: 502 });
  };
  const simulation = await createSimulation({ seed: { ...organisation(), now: systemClock.now().toISOString() }, store: memoryStore(), log: pino({ level: 'silent' }), webhooks: { loopbackHttp: true, reach } });
  const tenant = await serveTenant(simulation);
  const stopNotifying = runAsTimeFlows(simulation.notifier, simulation.clock, pino({ level: 'silent' }));
  const database = await scratchOn(server);
  const front = { on: true };
  const asking = (async () => {
    while (front.on) {
      await Promise.all(members.map(async (one) => void (one.ready = (await probe(one.url, 'readyz')) === 200)));
      await wait(askEveryMs);
    }
  })();
  return {
    simulation, databaseUrl: database.url, members, heard, web, hear,
    async begin(version, duty) {
      const options = { duty, tenant: tenant.url, url: database.url, directory: null, drainSeconds, sweepSeconds: 2, logLevel: 'error' };
      const started = await (version === 'old' ? startChild(options, oldScript) : startChild(options));
      const member: Member = { ...started, version, duty, ready: (await probe(started.url, 'readyz')) === 200 };
      members.push(member);
      return member;
    },
    end: (version) => Promise.all(members.filter((one) => one.version === version).map((one) => one.terminate())),
    async close() {
      front.on = false;
      await asking;
      for (const { child } of members) child.kill('SIGKILL');
      await stopNotifying();
      tenant.close();
      await database.remove();
    },
  };
}

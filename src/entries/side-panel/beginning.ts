import type { Opening } from '../../../server/features/meetings/contract.ts';
import { type Api, createApi } from '../../api/client.ts';
import { type ApiProblem, toProblem } from '../../api/problem.ts';
import { browserHost } from '../../host/browser-host.ts';
import { isFramed } from '../../host/framed.ts';
import { firstToken } from '../../host/first-token.ts';
import type { Host } from '../../host/host.ts';
import { connectTeams } from '../../host/teams-host.ts';

/** How far the panel is: connected to its host, and what it opens on. */
export interface Begun {
  host: Host | null;
  api: Api | null;
  opening: Opening | null;
  problem: ApiProblem | null;
}

/** A store that the screen subscribes to once it is there itself. */
export interface Beginning {
  read(): Begun;
  subscribe(changed: () => void): () => void;
  /** Once everything was asked for, or cannot be: from then on there is time for the code that shows it. */
  asked: Promise<void>;
  /** From the beginning, after a problem. */
  again(): void;
}

const nothing: Begun = { host: null, api: null, opening: null, problem: null };

export const openingPath = (chatId: string | null): string => `/api/meetings/opening${chatId ? `?chatId=${encodeURIComponent(chatId)}` : ''}`;

/** Connects and asks for everything at once, while the code that shows it is still on its way. */
export function begin(connect: () => Promise<Host> = () => (isFramed(window) ? connectTeams() : Promise.resolve(browserHost()))): Beginning {
  let begun = nothing;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Begun>): void => {
    begun = { ...begun, ...change };
    for (const listener of listeners) listener();
  };
  const failed = (thrown: unknown): void => set({ problem: toProblem(thrown) });
  const run = async (): Promise<void> => {
    const host = await connect();
    // The host answers while everything else is on its way.
    const token = host.kind === 'browser' ? null : host.getToken();
    const api = createApi({ getToken: firstToken(token, host.getToken) });
    set({ host, api });
    if (!token) return;
    await token.catch(() => undefined);
    void api.get<Opening>(openingPath(host.context.chatId)).then((opening) => set({ opening }), failed).finally(() => host.notifyReady());
  };
  const start = (): Promise<void> => run().catch(failed);
  const asked = start();
  return {
    asked,
    read: () => begun,
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    again() {
      set(nothing);
      void start();
    },
  };
}

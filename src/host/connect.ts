import { browserHost } from './browser-host.ts';
import { isFramed } from './framed.ts';
import type { Host } from './host.ts';

/**
 * The host around this page. Teams frames us (or opens us in a window of its own); a page with neither is a plain browser and
 * never loads teams-js. Rejects with HostError `unreachable` when a frame around us is not Teams.
 */
export async function connectHost(view: Window = window): Promise<Host> {
  if (!isFramed(view)) return browserHost(view);
  const { connectTeams } = await import('./teams-host.ts');
  return connectTeams();
}

import type { Tenant } from '../tenant/tenant.ts';
import type { CheckToken } from './caller.ts';

export type Handle = (request: Request) => Promise<Response>;

export interface GraphOptions {
  checkToken: CheckToken;
  /**
   * Stands around every single operation, also around each item of a batch (whose URL is absolute and whose Authorization is the
   * batch's), so that faults can hit one item. Default: none.
   */
  around?: (request: Request, next: Handle) => Promise<Response>;
}

/** The simulated https://graph.microsoft.com/v1.0. Never rejects: whatever happens is answered as Graph would. */
export function createGraph(tenant: Tenant, options: GraphOptions): Handle {
  void tenant;
  void options;
  return async () => Response.json({ error: { code: 'NotImplemented', message: 'Not yet.' } }, { status: 501 });
}

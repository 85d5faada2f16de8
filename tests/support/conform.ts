import { z } from 'zod';
import { apiRoutes } from '../../server/app.ts';
import { problem } from '../../server/features/people/contract.ts';

const known = apiRoutes.map(({ method, path, replies }) => ({
  method: method.toUpperCase(),
  // Fixed names are more to the point than variables: `/api/people/manager` is no person called manager.
  address: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
  replies,
}));

/** The schema that an answer must have by the routes' own declaration; null for no body. Throws for a status that was not declared. */
function declared(method: string, path: string, status: number): z.ZodType | null {
  const route = known.find((one) => one.method === method && one.address.test(path));
  if (status >= 400 || !route) return problem;
  const schema = route.replies[status];
  if (schema === undefined) throw new Error(`${method} ${path} answered ${status}, which its route does not declare.`);
  return schema;
}

/** Holds an answer to what its route says it answers; the screens and the API's description rely on it. Throws with every difference. */
export function holdToContract(method: string, address: string, status: number, body: unknown): void {
  const path = new URL(address, 'http://localhost').pathname;
  if (!path.startsWith('/api/') || path === '/api/openapi.json') return;
  const schema = declared(method, path, status);
  if (schema === null && body === null) return;
  const result = (schema ?? z.null()).safeParse(body);
  if (!result.success) throw new Error(`${method} ${path} answered ${status} with what its contract does not hold:\n${z.prettifyError(result.error)}`);
}

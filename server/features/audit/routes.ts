import { route, type AppRoute } from '../route.ts';
import { auditPage, auditQuery } from './contract.ts';
import { readTrail } from './service.ts';

export const auditRoutes: AppRoute[] = [
  route('GET /api/audit', {
    summary: 'Who did what, newest first: in the organisation for programme leads, oneself for everybody else',
    query: auditQuery,
    replies: { 200: auditPage },
    handle: async ({ who, query }, context) => ({ status: 200, body: await readTrail(context, who, query) }),
  }),
];

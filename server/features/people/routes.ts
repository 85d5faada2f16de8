import { route, type AppRoute } from '../route.ts';
import { managerFound, managerQuery, me, peopleFound, peopleQuery } from './contract.ts';
import { learnZone, managerOf, meOf, search } from './service.ts';

export const peopleRoutes: AppRoute[] = [
  route('GET /api/me', {
    summary: 'Who is signed in; learns the zone of their mailbox once',
    replies: { 200: me },
    handle: async ({ who }, context) => {
      // The zone is a comfort: without Microsoft 365 the screen shows the browser's.
      await learnZone(context, who).catch(() => undefined);
      return { status: 200, body: await context.db.scoped(who.tenantId, (tx) => meOf(tx, who)) };
    },
  }),

  route('GET /api/people', {
    summary: 'People of the organisation by name or address',
    query: peopleQuery,
    replies: { 200: peopleFound },
    handle: async ({ who, query }, context) => ({ status: 200, body: { people: await search(context, who, query.search) } }),
  }),

  route('GET /api/people/manager', {
    summary: 'The manager of the signed-in person, or of a colleague',
    query: managerQuery,
    replies: { 200: managerFound },
    handle: async ({ who, query }, context) => ({ status: 200, body: { manager: await managerOf(context, who, query.of) } }),
  }),
];

import { route, type AppRoute } from '../route.ts';
import { home } from './contract.ts';
import { homeOf } from './service.ts';

export const homeRoutes: AppRoute[] = [
  route('GET /api/home', {
    summary: 'What is next, what is asked of the viewer, and their engagements',
    replies: { 200: home },
    handle: async ({ who }, context) => ({ status: 200, body: await homeOf(context, who) }),
  }),
];

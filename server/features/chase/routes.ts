import { partyRoute, route, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { rebook, sayLate } from './contract.ts';
import { rebookFor, saysLate } from './service.ts';

export const chaseRoutes: AppRoute[] = [
  route('GET /api/sessions/:sessionId/rebook', {
    summary: 'Times that were offered to make up for a session that did not take place, for client and coach',
    params: sessionParams,
    replies: { 200: rebook },
    handle: async ({ who, params }, context) => ({ status: 200, body: await rebookFor(context, who, params.sessionId) }),
  }),

  partyRoute('POST /api/sessions/:sessionId/late', {
    summary: 'Tell the others of a session that is about to begin, or on, that one is on the way',
    params: sessionParams,
    body: sayLate,
    replies: { 204: null },
    async handle({ who, params, body }, context) {
      await saysLate(context, who, params.sessionId, body.minutes);
      return { status: 204 };
    },
  }),
];

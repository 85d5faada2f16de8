import { engagement, engagementParams } from '../engagements/contract.ts';
import { route, type AppRoute } from '../route.ts';
import { changeSponsor } from './contract.ts';
import { change } from './service.ts';

export const sponsorRoutes: AppRoute[] = [
  route('PUT /api/engagements/:engagementId/sponsor', {
    summary: 'Name a sponsor, another one, or none, before the first three-way session; what is shared has to be agreed again',
    params: engagementParams,
    body: changeSponsor,
    replies: { 200: engagement },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await change(context, who, params.engagementId, body) }),
  }),
];

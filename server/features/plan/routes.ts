import { engagementParams } from '../engagements/contract.ts';
import { route, type AppRoute } from '../route.ts';
import { differences, differencesQuery, historyQuery, plan, planHistory, restorePlan, savePlan, versionQuery } from './contract.ts';
import { compare, historyOf, readOlder, readPlan, restore, save } from './service.ts';

const one = { params: engagementParams, replies: { 200: plan } };

export const planRoutes: AppRoute[] = [
  route('GET /api/engagements/:engagementId/action-plan', {
    summary: 'The action plan, for client and coach',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await readPlan(context, who, params.engagementId) }),
  }),

  route('PUT /api/engagements/:engagementId/action-plan', {
    summary: 'Keep the plan as a new version',
    ...one,
    body: savePlan,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await save(context, who, params.engagementId, body) }),
  }),

  route('GET /api/engagements/:engagementId/action-plan/history', {
    summary: 'Who changed the plan when, newest first',
    params: engagementParams,
    query: historyQuery,
    replies: { 200: planHistory },
    handle: async ({ who, params, query }, context) => ({ status: 200, body: await historyOf(context, who, params.engagementId, query.before) }),
  }),

  route('GET /api/engagements/:engagementId/action-plan/version', {
    summary: 'The plan as it read in one version',
    ...one,
    query: versionQuery,
    handle: async ({ who, params, query }, context) => ({ status: 200, body: await readOlder(context, who, params.engagementId, query.number) }),
  }),

  route('GET /api/engagements/:engagementId/action-plan/differences', {
    summary: 'What became of one version in another, by words',
    params: engagementParams,
    query: differencesQuery,
    replies: { 200: differences },
    handle: async ({ who, params, query }, context) => ({ status: 200, body: await compare(context, who, params.engagementId, query) }),
  }),

  route('POST /api/engagements/:engagementId/action-plan/restore', {
    summary: 'Bring an older version back as the newest one',
    ...one,
    body: restorePlan,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await restore(context, who, params.engagementId, body) }),
  }),
];

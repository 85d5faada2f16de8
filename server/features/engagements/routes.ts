import { route, type AppRoute } from '../route.ts';
import { changeEngagement, createEngagement, engagement, engagementList, engagementParams, pauseEngagement } from './contract.ts';
import { change, changeStatus, create, list, see } from './service.ts';

const one = { params: engagementParams, replies: { 200: engagement } };

export const engagementRoutes: AppRoute[] = [
  route('GET /api/engagements', {
    summary: 'Engagements of the signed-in person; all of the tenant for a programme lead',
    replies: { 200: engagementList },
    handle: async ({ who }, context) => ({ status: 200, body: { engagements: await list(context, who) } }),
  }),

  route('POST /api/engagements', {
    summary: 'Start an engagement',
    body: createEngagement,
    replies: { 201: engagement },
    handle: async ({ who, body }, context) => ({ status: 201, body: await create(context, who, body) }),
  }),

  route('GET /api/engagements/:engagementId', {
    summary: 'One engagement as the viewer may see it',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await see(context, who, params.engagementId) }),
  }),

  route('PATCH /api/engagements/:engagementId', {
    summary: 'Change goals, dates or booking rules',
    ...one,
    body: changeEngagement,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await change(context, who, params.engagementId, body) }),
  }),

  route('POST /api/engagements/:engagementId/pause', {
    summary: 'Pause to a date; it resumes by itself',
    ...one,
    body: pauseEngagement,
    handle: async ({ who, params, body }, context) => ({
      status: 200,
      body: await changeStatus(context, who, params.engagementId, { action: 'pause', until: body.until }),
    }),
  }),

  route('POST /api/engagements/:engagementId/resume', {
    summary: 'Resume a paused engagement now',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await changeStatus(context, who, params.engagementId, { action: 'resume' }) }),
  }),

  route('POST /api/engagements/:engagementId/end', {
    summary: 'End an engagement',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await changeStatus(context, who, params.engagementId, { action: 'end' }) }),
  }),
];

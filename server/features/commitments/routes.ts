import { engagementParams } from '../engagements/contract.ts';
import { partyRoute, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import {
  addCommitment, board, changeCommitment, commitment, commitmentList, commitmentParams, lineRead, liveQuery, orderCommitments,
  readLine, reviewCommitment, takeStep,
} from './contract.ts';
import { add, boardOf, change, listOf, live, lookBack, order, step, understand } from './service.ts';

const one = { params: commitmentParams, replies: { 200: commitment } };

export const commitmentRoutes: AppRoute[] = [
  partyRoute('GET /api/sessions/:sessionId/board', {
    summary: 'What client and coach have before them in a session: last time, this time, the read-back',
    params: sessionParams,
    replies: { 200: board },
    handle: async ({ who, params }, context) => ({ status: 200, body: await boardOf(context, who, params.sessionId) }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/commitments/order', {
    summary: 'Put a session’s commitments into an order',
    params: sessionParams,
    body: orderCommitments,
    replies: { 200: board },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await order(context, who, params.sessionId, body.ids) }),
  }),

  partyRoute('GET /api/engagements/:engagementId/commitments', {
    summary: 'Fieldwork of an engagement, in order',
    params: engagementParams,
    replies: { 200: commitmentList },
    handle: async ({ who, params }, context) => ({ status: 200, body: await listOf(context, who, params.engagementId) }),
  }),

  partyRoute('POST /api/engagements/:engagementId/commitments', {
    summary: 'Add a commitment: the client takes on, the coach proposes',
    params: engagementParams,
    body: addCommitment,
    replies: { 201: commitment },
    handle: async ({ who, params, body }, context) => ({ status: 201, body: await add(context, who, params.engagementId, body) }),
  }),

  partyRoute('POST /api/engagements/:engagementId/commitments/read', {
    summary: 'What a typed line is understood as; nothing is kept',
    params: engagementParams,
    body: readLine,
    replies: { 200: lineRead },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await understand(context, who, params.engagementId, body) }),
  }),

  partyRoute('GET /api/engagements/:engagementId/live', {
    summary: 'What changes on the engagement’s open surfaces, as it happens',
    params: engagementParams,
    query: liveQuery,
    streams: true,
    replies: { 200: null },
    handle: async ({ who, params, query }, context) => ({ status: 200, stream: await live(context, who, params.engagementId, query.after) }),
  }),

  partyRoute('PATCH /api/commitments/:commitmentId', {
    summary: 'Reword or re-date a commitment',
    ...one,
    body: changeCommitment,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await change(context, who, params.commitmentId, body) }),
  }),

  partyRoute('POST /api/commitments/:commitmentId/step', {
    summary: 'Accept, tick, drop, remove, or take one of these back',
    ...one,
    body: takeStep,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await step(context, who, params.commitmentId, body.step) }),
  }),

  partyRoute('PUT /api/commitments/:commitmentId/review', {
    summary: 'Look back on a commitment in a session',
    ...one,
    body: reviewCommitment,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await lookBack(context, who, params.commitmentId, body) }),
  }),
];

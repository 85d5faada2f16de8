import { route, type AppRoute } from '../route.ts';
import { moveReviewBlock, pauseReviewTime, reviewBlockParams, reviewLogParams, reviewTime, reviewTimes, reviewWeeks, saveReviewTime } from './contract.ts';
import { actOnBlock, changeStatus, reviewTimeOf, reviewWeeksOf, save, timesFor, undo, type BlockAct } from './service.ts';

const answer = { replies: { 200: reviewTime } };
const ofBlock = { params: reviewBlockParams, ...answer };

const simple = (act: Exclude<BlockAct['act'], 'move'>, summary: string): AppRoute =>
  route(`POST /api/review-time/blocks/:blockId/${act}`, {
    summary,
    ...ofBlock,
    handle: async ({ who, params }, context) => ({ status: 200, body: await actOnBlock(context, who, params.blockId, { act }) }),
  });

export const blockRoutes: AppRoute[] = [
  route('GET /api/review-time', {
    summary: "The client's own weekly review time: what they set up, what is planned and what happened",
    ...answer,
    handle: async ({ who }, context) => ({ status: 200, body: await reviewTimeOf(context, who) }),
  }),

  route('GET /api/review-time/weeks', {
    summary: "The client's last twelve weeks of review time, and the next block",
    replies: { 200: reviewWeeks },
    handle: async ({ who }, context) => ({ status: 200, body: await reviewWeeksOf(context, who) }),
  }),

  route('GET /api/review-time/blocks/:blockId/times', {
    summary: 'Times of its week that a block may be moved to',
    params: reviewBlockParams,
    replies: { 200: reviewTimes },
    handle: async ({ who, params }, context) => ({ status: 200, body: await timesFor(context, who, params.blockId) }),
  }),

  route('PUT /api/review-time', {
    summary: 'Set review time up, or change it',
    body: saveReviewTime,
    ...answer,
    handle: async ({ who, body }, context) => ({ status: 200, body: await save(context, who, body) }),
  }),

  route('POST /api/review-time/pause', {
    summary: 'Let review time rest until a date',
    body: pauseReviewTime,
    ...answer,
    handle: async ({ who, body }, context) => ({ status: 200, body: await changeStatus(context, who, 'paused', body.until) }),
  }),

  route('POST /api/review-time/resume', {
    summary: 'Go on with review time now',
    ...answer,
    handle: async ({ who }, context) => ({ status: 200, body: await changeStatus(context, who, 'on') }),
  }),

  route('POST /api/review-time/off', {
    summary: 'Switch review time off; its future blocks leave the calendar',
    ...answer,
    handle: async ({ who }, context) => ({ status: 200, body: await changeStatus(context, who, 'off') }),
  }),

  simple('pin', 'Keep a block where it is, whatever comes'),
  simple('unpin', 'Let Fieldwork move a block again'),
  simple('skip', 'Skip the week of a block; it leaves the calendar and does not come back by itself'),
  simple('bring-back', 'Plan a skipped week after all'),

  route('POST /api/review-time/blocks/:blockId/move', {
    summary: 'Move a block within its week; it is pinned there',
    ...ofBlock,
    body: moveReviewBlock,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await actOnBlock(context, who, params.blockId, { act: 'move', ...body }) }),
  }),

  route('POST /api/review-time/log/:entryId/undo', {
    summary: 'Take one move back',
    params: reviewLogParams,
    ...answer,
    handle: async ({ who, params }, context) => ({ status: 200, body: await undo(context, who, params.entryId) }),
  }),
];

import { engagementParams } from '../engagements/contract.ts';
import { route, type AppRoute } from '../route.ts';
import { bring, broughtList, markReview, pastReviews as pastReviewsSchema, reflection, review, reviewQuery, reviewsQuery, saveAnswer, savePrompts } from './contract.ts';
import { answer, bringAnswer, changePrompts, listBrought, mark, pastReviews, readReview } from './service.ts';

const answersReview = { replies: { 200: review } };

export const reflectionRoutes: AppRoute[] = [
  route('GET /api/review', {
    summary: 'The weekly review of the signed-in client: this week’s, or the one asked for',
    query: reviewQuery,
    ...answersReview,
    handle: async ({ who, query }, context) => ({ status: 200, body: await readReview(context, who, query) }),
  }),

  route('PUT /api/review/answer', {
    summary: 'Keep the answer to one prompt; the same again is done already, another window’s is a conflict that shows it',
    body: saveAnswer,
    replies: { 200: reflection },
    handle: async ({ who, body }, context) => ({ status: 200, body: await answer(context, who, body) }),
  }),

  route('POST /api/review/bring', {
    summary: 'Let the coach read one answer, or take that back',
    body: bring,
    ...answersReview,
    handle: async ({ who, body }, context) => ({ status: 200, body: await bringAnswer(context, who, body) }),
  }),

  route('POST /api/review/mark', {
    summary: 'Note that the review was used, is done, or is open again',
    body: markReview,
    ...answersReview,
    handle: async ({ who, body }, context) => ({ status: 200, body: await mark(context, who, body) }),
  }),

  route('PUT /api/review/prompts', {
    summary: 'Word and order the three prompts',
    body: savePrompts,
    ...answersReview,
    handle: async ({ who, body }, context) => ({ status: 200, body: await changePrompts(context, who, body) }),
  }),

  route('DELETE /api/review/prompts', {
    summary: 'Go back to the product’s own prompts',
    ...answersReview,
    handle: async ({ who }, context) => ({ status: 200, body: await changePrompts(context, who, null) }),
  }),

  route('GET /api/reviews', {
    summary: 'Past reviews of the signed-in client, newest first',
    query: reviewsQuery,
    replies: { 200: pastReviewsSchema },
    handle: async ({ who, query }, context) => ({ status: 200, body: await pastReviews(context, who, query.before) }),
  }),

  route('GET /api/engagements/:engagementId/reflections', {
    summary: 'Reflections that the client brought, for client and coach',
    params: engagementParams,
    replies: { 200: broughtList },
    handle: async ({ who, params }, context) => ({ status: 200, body: { reflections: await listBrought(context, who, params.engagementId) } }),
  }),
];

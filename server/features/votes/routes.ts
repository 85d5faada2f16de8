import { openLink } from '../availability/service.ts';
import { engagementParams } from '../engagements/contract.ts';
import { linkRoute, route, type AppRoute } from '../route.ts';
import { askVote, coachVotes, giveAnswers, vote, voteList, voteParams } from './contract.ts';
import { answer, answerAsCoach, ask, cancel, listOf, see, sendMail, votesForCoach } from './service.ts';

const one = { params: voteParams, replies: { 200: vote } };

export const voteRoutes: AppRoute[] = [
  route('GET /api/engagements/:engagementId/votes', {
    summary: 'Votes on times that run or ended lately, newest first',
    params: engagementParams,
    replies: { 200: voteList },
    handle: async ({ who, params }, context) => ({ status: 200, body: await listOf(context, who, params.engagementId) }),
  }),

  route('POST /api/engagements/:engagementId/votes', {
    summary: 'Ask everybody which of up to five times suits them; the times are held in calendars meanwhile',
    params: engagementParams,
    body: askVote,
    replies: { 201: vote },
    handle: async ({ who, params, body }, context) => ({ status: 201, body: await ask(context, who, params.engagementId, body) }),
  }),

  route('GET /api/votes/:voteId', {
    summary: 'One vote with the viewer’s own answers',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await see(context, who, params.voteId) }),
  }),

  route('PUT /api/votes/:voteId/answers', {
    summary: 'Give or change one’s own answers; the session is booked once it is clear which time suits best',
    ...one,
    body: giveAnswers,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await answer(context, who, params.voteId, body) }),
  }),

  route('POST /api/votes/:voteId/cancel', {
    summary: 'Call a vote off; everything held for it is let go',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await cancel(context, who, params.voteId) }),
  }),

  route('POST /api/votes/:voteId/mail', {
    summary: 'Mail the coach outside their link, when that could not be done before; at most one mail goes out',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await sendMail(context, who, params.voteId) }),
  }),

  linkRoute('GET /api/coach/votes', {
    summary: 'Votes of the engagement that the link was made for, as its coach sees them',
    caller: 'coach-link',
    replies: { 200: coachVotes },
    handle: async ({ who }, context) => ({ status: 200, body: await votesForCoach(context, await openLink(context, who.secret)) }),
  }),

  linkRoute('PUT /api/coach/votes/:voteId/answers', {
    summary: 'Give or change the coach’s answers',
    caller: 'coach-link',
    params: voteParams,
    body: giveAnswers,
    replies: { 200: coachVotes },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await answerAsCoach(context, await openLink(context, who.secret), params.voteId, body) }),
  }),
];

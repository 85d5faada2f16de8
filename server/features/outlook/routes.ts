import { engagementParams } from '../engagements/contract.ts';
import { route, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { withdraw } from '../scheduling/service.ts';
import { announced, announceSession, itemAnswer, itemQuestion, recognise, recognised, signIn } from './contract.ts';
import { announce, recognise as recogniseThem, sessionOf, signInOf } from './service.ts';

export const outlookRoutes: AppRoute[] = [
  route('GET /api/sign-in', {
    summary: 'As which application, and where, a page signs people in',
    caller: 'anybody',
    replies: { 200: signIn },
    handle: async (_call, context) => ({ status: 200, body: signInOf(context) }),
  }),

  route('POST /api/outlook/people', {
    summary: "The viewer's engagements with people of these addresses; nothing of the question is kept",
    body: recognise,
    replies: { 200: recognised },
    handle: async ({ who, body }, context) => ({ status: 200, body: await recogniseThem(context, who, body) }),
  }),

  route('POST /api/outlook/item', {
    summary: 'The session of a calendar item as Outlook names it',
    body: itemQuestion,
    replies: { 200: itemAnswer },
    handle: async ({ who, body }, context) => ({ status: 200, body: { session: await sessionOf(context, who, body) } }),
  }),

  route('POST /api/engagements/:engagementId/announcements', {
    summary: 'Announce an invitation that the viewer sends from an open form in Outlook; no event is made, the sent one is followed',
    params: engagementParams,
    body: announceSession,
    replies: { 202: announced },
    handle: async ({ who, params, body }, context) => ({ status: 202, body: await announce(context, who, params.engagementId, body) }),
  }),

  route('DELETE /api/announcements/:sessionId', {
    summary: 'Take back an announcement whose invitation was not sent',
    params: sessionParams,
    replies: { 204: null },
    async handle({ who, params }, context) {
      await withdraw(context, who, params.sessionId);
      return { status: 204 };
    },
  }),
];

import { route, sessionLinkRoute, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { confirmByLink, createSessionLink, moveByLink, otherTimes, planned, sessionLinkCreated, sessionLinkParams, sessionLinks } from './contract.ts';
import { listLinks, makeLink, withdrawLink } from './service.ts';
import { confirm, moveTo, readPlanned, readTimes } from './times/times.ts';

export const assistantRoutes: AppRoute[] = [
  route('GET /api/sessions/:sessionId/links', {
    summary: 'Links to a session for those who keep a calendar; the links themselves are not kept',
    params: sessionParams,
    replies: { 200: sessionLinks },
    handle: async ({ who, params }, context) => ({ status: 200, body: await listLinks(context, who, params.sessionId) }),
  }),

  route('POST /api/sessions/:sessionId/links', {
    summary: 'Make a link that shows the time of a session and other times, and nothing else; it is told only now',
    params: sessionParams,
    body: createSessionLink,
    replies: { 201: sessionLinkCreated },
    handle: async ({ who, params, body }, context) => ({ status: 201, body: await makeLink(context, who, params.sessionId, body) }),
  }),

  route('DELETE /api/sessions/:sessionId/links/:sessionLinkId', {
    summary: 'Withdraw a link to a session; it opens nothing any more',
    params: sessionLinkParams,
    replies: { 204: null },
    handle: async ({ who, params }, context) => {
      await withdrawLink(context, who, params.sessionId, params.sessionLinkId);
      return { status: 204 };
    },
  }),

  sessionLinkRoute('GET /api/planned', {
    summary: 'When it is, and what may be done about it',
    replies: { 200: planned },
    handle: async ({ who }, context) => ({ status: 200, body: await readPlanned(context, who) }),
  }),

  sessionLinkRoute('GET /api/planned/times', {
    summary: 'Other times that would do',
    replies: { 200: otherTimes },
    handle: async ({ who }, context) => ({ status: 200, body: await readTimes(context, who) }),
  }),

  sessionLinkRoute('POST /api/planned/move', {
    summary: 'Move it to another time',
    body: moveByLink,
    replies: { 200: planned },
    handle: async ({ who, body }, context) => ({ status: 200, body: await moveTo(context, who, body) }),
  }),

  sessionLinkRoute('POST /api/planned/confirm', {
    summary: 'Note that the present time stands',
    body: confirmByLink,
    replies: { 200: planned },
    handle: async ({ who, body }, context) => ({ status: 200, body: await confirm(context, who, body.version) }),
  }),
];

import { engagementParams } from '../engagements/contract.ts';
import { route, type AppRoute } from '../route.ts';
import {
  bookSession, cancelSession, findTimes, meetingQuery, meetingSession, moveSession, session, sessionList, sessionParams, timesFound,
  type Session,
} from './contract.ts';
import { book, cancel, find, listOf, move, ofMeeting, retry, see } from './service.ts';

const one = { params: sessionParams, replies: { 200: session, 202: session } };

/** 202 while Microsoft 365 has not done it yet: what was asked is kept. */
const answer = (body: Session, done: number) => ({ status: body.calendar.status === 'done' ? done : 202, body });

export const schedulingRoutes: AppRoute[] = [
  route('POST /api/engagements/:engagementId/times', {
    summary: 'Times at which everybody can, with evidence; or what blocks and what would help',
    params: engagementParams,
    body: findTimes,
    replies: { 200: timesFound },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await find(context, who, params.engagementId, body) }),
  }),

  route('GET /api/engagements/:engagementId/sessions', {
    summary: 'Sessions of an engagement, soonest first',
    params: engagementParams,
    replies: { 200: sessionList },
    handle: async ({ who, params }, context) => ({ status: 200, body: { sessions: await listOf(context, who, params.engagementId) } }),
  }),

  route('POST /api/engagements/:engagementId/sessions', {
    summary: 'Book a session; 202 while Microsoft 365 has not answered yet',
    params: engagementParams,
    body: bookSession,
    replies: { 201: session, 202: session },
    handle: async ({ who, params, body }, context) => answer(await book(context, who, params.engagementId, body), 201),
  }),

  route('GET /api/sessions/:sessionId', {
    summary: 'One session as the viewer may see it',
    params: sessionParams,
    replies: { 200: session },
    handle: async ({ who, params }, context) => ({ status: 200, body: await see(context, who, params.sessionId) }),
  }),

  route('POST /api/sessions/:sessionId/move', {
    summary: 'Move a session to another time',
    ...one,
    body: moveSession,
    handle: async ({ who, params, body }, context) => answer(await move(context, who, params.sessionId, body), 200),
  }),

  route('POST /api/sessions/:sessionId/cancel', {
    summary: 'Cancel a session',
    ...one,
    body: cancelSession,
    handle: async ({ who, params, body }, context) => answer(await cancel(context, who, params.sessionId, body), 200),
  }),

  route('POST /api/sessions/:sessionId/retry', {
    summary: 'Try the calendar again now',
    ...one,
    handle: async ({ who, params }, context) => answer(await retry(context, who, params.sessionId), 200),
  }),

  route('GET /api/meetings/session', {
    summary: 'The session that belongs to a Teams meeting',
    query: meetingQuery,
    replies: { 200: meetingSession },
    handle: async ({ who, query }, context) => ({ status: 200, body: { session: await ofMeeting(context, who, query.chatId) } }),
  }),
];

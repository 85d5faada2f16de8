import { engagementParams } from '../engagements/contract.ts';
import { partyRoute, route, type AppRoute } from '../route.ts';
import {
  answerRequest, askedRequests, bookSession, cancelSession, changeRequest, findTimes, giveReason, moveSession, requestParams,
  reschedule, session, sessionHistory, sessionList, sessionParams, timesFound, type Session,
} from './contract.ts';
import { answerQuestion, askedOf, book, cancel, find, historyFor, listOf, move, retry, sayWhy, see, withdrawRequest } from './service.ts';

const one = { params: sessionParams, replies: { 200: session, 202: session } };

/** 202 while Microsoft 365 has not done it yet, or the coach is asked: what was asked is kept. */
const answer = (body: Session, done: number) => ({ status: body.calendar.status === 'done' && body.reschedule.request?.state !== 'open' ? done : 202, body });

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
    summary: 'Move a session to another time; at short notice the coach is asked, and 202 tells so',
    ...one,
    body: moveSession,
    handle: async ({ who, params, body }, context) => answer(await move(context, who, params.sessionId, body), 200),
  }),

  route('POST /api/sessions/:sessionId/cancel', {
    summary: 'Cancel a session; at short notice the coach is asked, or a reason is needed',
    ...one,
    body: cancelSession,
    handle: async ({ who, params, body }, context) => answer(await cancel(context, who, params.sessionId, body), 200),
  }),

  partyRoute('GET /api/sessions/:sessionId/history', {
    summary: 'What happened to a session, by whom and why, as far as it is the viewer’s to know',
    params: sessionParams,
    replies: { 200: sessionHistory },
    handle: async ({ who, params }, context) => ({ status: 200, body: { happened: await historyFor(context, who, params.sessionId) } }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/reason', {
    summary: 'Say why one called a session off late, where that was not asked yet',
    params: sessionParams,
    body: giveReason,
    replies: { 200: reschedule },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await sayWhy(context, who, params.sessionId, body.reasonCode) }),
  }),

  partyRoute('GET /api/requests', {
    summary: 'Changes of sessions that the viewer, as their coach, is asked to agree to',
    replies: { 200: askedRequests },
    handle: async ({ who }, context) => ({ status: 200, body: { requests: await askedOf(context, who) } }),
  }),

  partyRoute('POST /api/requests/:requestId/answer', {
    summary: 'Agree to a change of a session, or keep it as it is; the coach’s',
    params: requestParams,
    body: answerRequest,
    replies: { 200: changeRequest },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await answerQuestion(context, who, params.requestId, body.answer) }),
  }),

  partyRoute('POST /api/requests/:requestId/withdraw', {
    summary: 'Take back a question to the coach',
    params: requestParams,
    replies: { 200: changeRequest },
    handle: async ({ who, params }, context) => ({ status: 200, body: await withdrawRequest(context, who, params.requestId) }),
  }),

  route('POST /api/sessions/:sessionId/retry', {
    summary: 'Try the calendar again now',
    ...one,
    handle: async ({ who, params }, context) => answer(await retry(context, who, params.sessionId), 200),
  }),
];

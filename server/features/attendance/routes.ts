import { engagementParams } from '../engagements/contract.ts';
import { partyRoute, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { askedList, attendance, attendanceList, attendancePolicy, disputeVerdict, sayNow, sayOutcome, sessionCard } from './contract.ts';
import { askedAbout, attendanceFor, attendanceOfEngagement, changePolicy, dispute, panelOpen, policyOf, say, sayHowItStands, withdrawDispute } from './service.ts';

const one = { params: sessionParams, replies: { 200: attendance } };

export const attendanceRoutes: AppRoute[] = [
  partyRoute('GET /api/sessions/:sessionId/attendance', {
    summary: 'What became of a session, and what that rests on; for client, coach and programme leads',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await attendanceFor(context, who, params.sessionId) }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/attendance/outcome', {
    summary: 'Say, as the coach, what became of a session: the answer to the question, or a correction',
    ...one,
    body: sayOutcome,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await say(context, who, params.sessionId, body) }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/attendance/dispute', {
    summary: 'Object, as the client, to what is held to have become of a session',
    ...one,
    body: disputeVerdict,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await dispute(context, who, params.sessionId, body) }),
  }),

  partyRoute('DELETE /api/sessions/:sessionId/attendance/dispute', {
    summary: 'Take an objection back',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await withdrawDispute(context, who, params.sessionId) }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/attendance/panel', {
    summary: 'A side panel, or a coach’s own page, is open at the time of the session; said every two minutes. Answers with what is asked there',
    params: sessionParams,
    replies: { 200: sessionCard },
    handle: async ({ who, params }, context) => ({ status: 200, body: await panelOpen(context, who, params.sessionId) }),
  }),

  partyRoute('PUT /api/sessions/:sessionId/attendance/now', {
    summary: 'Say, while a session is on and the other was not seen, how it stands',
    params: sessionParams,
    body: sayNow,
    replies: { 200: sessionCard },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await sayHowItStands(context, who, params.sessionId, body.word) }),
  }),

  partyRoute('GET /api/attendance/asked', {
    summary: 'Sessions of which the coach is asked whether they happened',
    replies: { 200: askedList },
    handle: async ({ who }, context) => ({ status: 200, body: { asked: await askedAbout(context, who) } }),
  }),

  partyRoute('GET /api/engagements/:engagementId/attendance', {
    summary: 'What became of an engagement’s sessions, latest first',
    params: engagementParams,
    replies: { 200: attendanceList },
    handle: async ({ who, params }, context) => ({ status: 200, body: { sessions: await attendanceOfEngagement(context, who, params.engagementId) } }),
  }),

  partyRoute('GET /api/engagements/:engagementId/attendance/policy', {
    summary: 'From when somebody is late, and what is too short to count',
    params: engagementParams,
    replies: { 200: attendancePolicy },
    handle: async ({ who, params }, context) => ({ status: 200, body: await policyOf(context, who, params.engagementId) }),
  }),

  partyRoute('PUT /api/engagements/:engagementId/attendance/policy', {
    summary: 'Change by what an engagement’s sessions are judged from now on',
    params: engagementParams,
    body: attendancePolicy,
    replies: { 200: attendancePolicy },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await changePolicy(context, who, params.engagementId, body) }),
  }),
];

import { partyRoute, route, type AppRoute } from '../route.ts';
import { coachSessions, linkMeeting as linkBody, meetingQuery, meetingSession, opening, openingQuery } from './contract.ts';
import { linkMeeting, ofLink, ofMeeting, openingOf, unlinkMeeting } from './service.ts';

export const meetingRoutes: AppRoute[] = [
  route('GET /api/meetings/opening', {
    summary: 'Everything that the panel beside a Teams meeting opens on',
    query: openingQuery,
    replies: { 200: opening },
    handle: async ({ who, query }, context) => ({ status: 200, body: await openingOf(context, who, query.chatId) }),
  }),

  route('GET /api/meetings/session', {
    summary: 'The session that belongs to a Teams meeting',
    query: meetingQuery,
    replies: { 200: meetingSession },
    handle: async ({ who, query }, context) => ({ status: 200, body: await ofMeeting(context, who, query.chatId) }),
  }),

  route('PUT /api/meetings/link', {
    summary: 'Tie a Teams meeting to one of one’s own sessions',
    body: linkBody,
    replies: { 200: meetingSession },
    handle: async ({ who, body }, context) => ({ status: 200, body: await linkMeeting(context, who, body) }),
  }),

  route('POST /api/meetings/unlink', {
    summary: 'Take back that a Teams meeting belongs to a session',
    body: linkBody,
    replies: { 200: meetingSession },
    handle: async ({ who, body }, context) => ({ status: 200, body: await unlinkMeeting(context, who, body) }),
  }),
  partyRoute('GET /api/coach/sessions', {
    summary: 'Sessions near now of the engagement that a personal link opens, soonest first',
    replies: { 200: coachSessions },
    handle: async ({ who }, context) => ({ status: 200, body: await ofLink(context, who) }),
  }),
];

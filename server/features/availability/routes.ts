import { engagementParams } from '../engagements/contract.ts';
import { changeNotices, myNotices } from '../nudges/contract.ts';
import { changeMyNotices, noticesToMe } from '../nudges/service.ts';
import { linkRoute, route, type AppRoute } from '../route.ts';
import { availability, coachLinkCreated, coachLinkParams, coachLinks, createCoachLink, saveAvailability } from './contract.ts';
import { inviteCoach, linksOfEngagement, withdrawLink } from './invite/invite-coach.ts';
import { openLink, readPage, savePage } from './service.ts';

export const availabilityRoutes: AppRoute[] = [
  route('GET /api/engagements/:engagementId/coach-links', {
    summary: "Personal links of the engagement's coach; the links themselves are not kept",
    params: engagementParams,
    replies: { 200: coachLinks },
    handle: async ({ who, params }, context) => ({ status: 200, body: await linksOfEngagement(context, who, params.engagementId) }),
  }),

  route('POST /api/engagements/:engagementId/coach-links', {
    summary: 'Make a personal link for the coach, and mail it if asked to; it is told only now',
    params: engagementParams,
    body: createCoachLink,
    replies: { 201: coachLinkCreated },
    handle: async ({ who, params, body }, context) => ({ status: 201, body: await inviteCoach(context, who, params.engagementId, body) }),
  }),

  route('DELETE /api/engagements/:engagementId/coach-links/:linkId', {
    summary: 'Withdraw a personal link; it opens nothing any more',
    params: coachLinkParams,
    replies: { 204: null },
    handle: async ({ who, params }, context) => {
      await withdrawLink(context, who, params);
      return { status: 204 };
    },
  }),

  linkRoute('GET /api/coach/availability', {
    summary: 'What the coach keeps on their page',
    caller: 'coach-link',
    replies: { 200: availability },
    handle: async ({ who }, context) => ({ status: 200, body: await readPage(context, await openLink(context, who.secret)) }),
  }),

  linkRoute('PUT /api/coach/availability', {
    summary: 'Keep zone, calendar feed and office hours; the feed is read at once',
    caller: 'coach-link',
    body: saveAvailability,
    replies: { 200: availability },
    handle: async ({ who, body }, context) => ({ status: 200, body: await savePage(context, await openLink(context, who.secret), body) }),
  }),

  linkRoute('GET /api/coach/notices', {
    summary: 'What was mailed to the coach, and when they want to hear',
    caller: 'coach-link',
    replies: { 200: myNotices },
    handle: async ({ who }, context) => ({ status: 200, body: await noticesToMe(context, await openLink(context, who.secret)) }),
  }),

  linkRoute('PATCH /api/coach/notices', {
    summary: "Change the coach's budget, quiet hours or days, or pause to a date",
    caller: 'coach-link',
    body: changeNotices,
    replies: { 200: myNotices },
    handle: async ({ who, body }, context) => ({ status: 200, body: await changeMyNotices(context, await openLink(context, who.secret), body) }),
  }),
];

import { route, type AppRoute } from '../route.ts';
import { changeNotices, myNotices } from './contract.ts';
import { changeMyNotices, noticesToMe } from './service.ts';

export const nudgeRoutes: AppRoute[] = [
  route('GET /api/notices', {
    summary: 'What was said to the signed-in person, what waits, and when they want to hear',
    replies: { 200: myNotices },
    handle: async ({ who }, context) => ({ status: 200, body: await noticesToMe(context, who) }),
  }),

  route('PATCH /api/notices', {
    summary: "Change one's budget, quiet hours or days, or pause to a date",
    body: changeNotices,
    replies: { 200: myNotices },
    handle: async ({ who, body }, context) => ({ status: 200, body: await changeMyNotices(context, who, body) }),
  }),
];

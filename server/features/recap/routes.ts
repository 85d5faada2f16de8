import { confirmReadback, readback } from '../commitments/contract.ts';
import { engagementParams } from '../engagements/contract.ts';
import { partyRoute, route, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { chooseChat, postRecap, recap, switchRecap } from './contract.ts';
import { chooseToChat, confirmReadBack, postToChat, recapOf, sendByHand, switchRecapOf } from './service.ts';

const one = { params: sessionParams, replies: { 200: recap } };

export const recapRoutes: AppRoute[] = [
  partyRoute('POST /api/sessions/:sessionId/readback', {
    summary: 'Confirm the list that was read back at the end of a session',
    params: sessionParams,
    body: confirmReadback,
    replies: { 200: readback },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await confirmReadBack(context, who, params.sessionId, body.digest) }),
  }),

  partyRoute('GET /api/sessions/:sessionId/recap', {
    summary: 'What is told of a session afterwards, and to whom',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await recapOf(context, who, params.sessionId) }),
  }),

  route('PUT /api/sessions/:sessionId/recap', {
    summary: 'Turn the mails of one session off, or on again',
    ...one,
    body: switchRecap,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await switchRecapOf(context, who, params.sessionId, body.mail) }),
  }),

  route('POST /api/sessions/:sessionId/recap/send', {
    summary: 'Mail the recap from one’s own mailbox, where there is none to send notices from',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await sendByHand(context, who, params.sessionId) }),
  }),

  route('POST /api/sessions/:sessionId/recap/chat', {
    summary: 'Put the recap into the meeting’s chat, in one’s own name',
    ...one,
    body: postRecap,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await postToChat(context, who, params.sessionId, body.notThere) }),
  }),

  route('PUT /api/engagements/:engagementId/recap', {
    summary: 'Say whether recaps go into the meeting’s chat',
    params: engagementParams,
    body: chooseChat,
    replies: { 200: chooseChat },
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await chooseToChat(context, who, params.engagementId, body.toChat) }),
  }),
];

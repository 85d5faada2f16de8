import { engagementParams } from '../engagements/contract.ts';
import { linkRoute, route, type AppRoute } from '../route.ts';
import { sessionParams } from '../scheduling/contract.ts';
import { addItem as addItemBody, agenda, changeAgenda as changeAgendaBody, changeItem as changeItemBody, itemParams, orderItems, preparation, sessionAgenda } from './contract.ts';
import { addItem, agendaFor, changeAgenda, changeItem, order, propose, readAgenda, readPreparation, removeItem } from './service.ts';

const one = { params: engagementParams, replies: { 200: agenda } };
const item = { params: itemParams, replies: { 200: agenda } };

export const agendaRoutes: AppRoute[] = [
  route('GET /api/engagements/:engagementId/agenda', {
    summary: 'The agenda of the next session, for client and coach',
    ...one,
    handle: async ({ who, params }, context) => ({ status: 200, body: await readAgenda(context, who, params.engagementId) }),
  }),

  route('PATCH /api/engagements/:engagementId/agenda/settings', {
    summary: 'Say how the coach can help, or who may read the agenda',
    ...one,
    body: changeAgendaBody,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await changeAgenda(context, who, params.engagementId, body) }),
  }),

  route('POST /api/engagements/:engagementId/agenda/items', {
    summary: 'Add an item; the coach’s is a proposal that the client accepts',
    ...one,
    body: addItemBody,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await addItem(context, who, params.engagementId, body) }),
  }),

  route('PATCH /api/engagements/:engagementId/agenda/items/:itemId', {
    summary: 'Word, tick, park or accept an item',
    ...item,
    body: changeItemBody,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await changeItem(context, who, params.engagementId, params.itemId, body) }),
  }),

  route('DELETE /api/engagements/:engagementId/agenda/items/:itemId', {
    summary: 'Take an item away',
    ...item,
    handle: async ({ who, params }, context) => ({ status: 200, body: await removeItem(context, who, params.engagementId, params.itemId) }),
  }),

  route('PUT /api/engagements/:engagementId/agenda/order', {
    summary: 'Put the items into another order',
    ...one,
    body: orderItems,
    handle: async ({ who, params, body }, context) => ({ status: 200, body: await order(context, who, params.engagementId, body) }),
  }),

  route('GET /api/sessions/:sessionId/agenda', {
    summary: 'The agenda that was prepared for a session, as far as the viewer may read it',
    params: sessionParams,
    replies: { 200: sessionAgenda },
    handle: async ({ who, params }, context) => ({ status: 200, body: await agendaFor(context, who, params.sessionId) }),
  }),

  linkRoute('GET /api/coach/preparation', {
    summary: 'What the client shows the coach before a session',
    caller: 'coach-link',
    replies: { 200: preparation },
    handle: async ({ who }, context) => ({ status: 200, body: await readPreparation(context, who.secret) }),
  }),

  linkRoute('POST /api/coach/agenda/items', {
    summary: 'Propose an item for the agenda',
    caller: 'coach-link',
    body: addItemBody,
    replies: { 200: preparation },
    handle: async ({ who, body }, context) => ({ status: 200, body: await propose(context, who.secret, body) }),
  }),
];
